--
-- PostgreSQL database dump
--

\restrict EbMkZrYhNw1bYEHDup49hkmpN3clbsegteqxHMsvxrBHfs7OZYpRvqGfdCSjbP9

-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: memory_type_enum; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.memory_type_enum AS ENUM (
    'semantic',
    'episodic',
    'procedural'
);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: memories; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.memories (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    content text NOT NULL,
    embedding public.vector(1536),
    memory_type public.memory_type_enum DEFAULT 'semantic'::public.memory_type_enum,
    importance_score numeric(5,4) DEFAULT 0.5,
    access_count integer DEFAULT 0,
    last_accessed timestamp with time zone,
    created_at timestamp with time zone DEFAULT now(),
    updated_at timestamp with time zone DEFAULT now(),
    semantic_metadata jsonb DEFAULT '{}'::jsonb,
    episodic_metadata jsonb DEFAULT '{}'::jsonb,
    procedural_metadata jsonb DEFAULT '{}'::jsonb,
    consolidation_score numeric(5,4) DEFAULT 0,
    last_consolidated timestamp with time zone,
    decay_applied boolean DEFAULT false,
    metadata jsonb DEFAULT '{}'::jsonb
);


--
-- Name: memory_access_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.memory_access_log (
    id integer NOT NULL,
    memory_id uuid,
    accessed_at timestamp with time zone DEFAULT now()
);


--
-- Name: memory_access_log_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.memory_access_log_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: memory_access_log_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.memory_access_log_id_seq OWNED BY public.memory_access_log.id;


--
-- Name: memory_relationships; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.memory_relationships (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source_memory_id uuid,
    target_memory_id uuid,
    relationship_type character varying(50),
    confidence double precision,
    metadata jsonb,
    created_at timestamp with time zone DEFAULT now()
);


--
-- Name: memory_access_log id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memory_access_log ALTER COLUMN id SET DEFAULT nextval('public.memory_access_log_id_seq'::regclass);


--
-- Data for Name: memories; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.memories (id, content, embedding, memory_type, importance_score, access_count, last_accessed, created_at, updated_at, semantic_metadata, episodic_metadata, procedural_metadata, consolidation_score, last_consolidated, decay_applied, metadata) FROM stdin;
0ca0770c-0687-4176-b0a1-a88caa2cae6d	# Starting this properly today\n\nEverything that lives on the backs of envelopes goes in here: garden, telescope, house, work, books, food. One rule: **write it the day it happens**, tidy it later or never.	\N	episodic	0.4000	8	2023-03-28 11:11:15.033972+01	2023-03-04 08:12:46.033972+00	2023-03-04 08:12:46.033972+00	{}	{}	{}	0.0000	\N	f	{"tags": ["meta"], "source": "web"}
12c2a03b-044a-464c-8ae6-61b192111ea7	# Garden plan 2023\n\nFour beds, each 1.2 × 2.4 m, running away from the kitchen window. Numbered from the house.\n\n| Bed | Spring | Summer | After |\n|---|---|---|---|\n| 1 | broad beans | courgettes | garlic |\n| 2 | peas, spinach | leeks | leeks |\n| 3 | early potatoes | dwarf beans | green manure |\n| 4 | rhubarb, herbs | rhubarb, herbs | rhubarb, herbs |\n\nThe cold frame goes against the south wall of the shed, where the snow melts first.\n\n- [x] Measure the beds\n- [x] Order seed potatoes (Foremost, 2 kg)\n- [ ] Find out whose hedge it is\n- [ ] Water butt off the shed roof	\N	semantic	0.8000	2	2023-03-28 11:30:29.185659+01	2023-03-04 09:40:05.185659+00	2023-03-04 09:40:05.185659+00	{"domain": "garden"}	{}	{}	0.0000	\N	f	{"tags": ["garden", "plan"], "source": "web"}
2b9e688d-918b-4a31-8482-0d950b6f95a5	Last frost here, according to Alan next door, who has kept a diary since 1987: **18 May on average**, latest ever 6 June 1991. First frost around 12 October. The valley floor gets it a week later and a week earlier than the top road.	\N	semantic	0.7000	13	2023-03-29 06:24:27.997537+01	2023-03-05 19:02:33.997537+00	2023-03-05 19:02:33.997537+00	{"domain": "garden"}	{}	{}	0.0000	\N	f	{"tags": ["garden", "reference"], "source": "web"}
fe219330-77de-40b5-af8a-cfc4b2def94f	## Damp in the back bedroom\n\nBrown tidemark on the chimney breast, about 40 cm wide, 1.6 m up. Worse after three days of west wind. Feels cold but not wet.\n\nWhat it could be:\n\n1. cracked flaunching round the pot (cheap)\n2. no ventilation in the blocked-up fireplace (cheap)\n3. lead flashing lifted (not cheap)\n4. salts from eighty years of coal smoke pulling moisture out of the air (annoying for ever)\n\nJonas says the gypsum skim someone put over the lime makes all of these worse. Taped a square of kitchen foil on it: if the room side gets wet, it is condensation; if the wall side does, it comes from behind.	\N	episodic	0.8000	3	2023-04-10 21:00:55.255792+01	2023-03-07 21:15:02.255792+00	2023-03-07 21:15:02.255792+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "damp"], "source": "phone"}
bfb48a03-b58c-4a43-a5c8-c348e757a8d4	Foil test: wet on the **wall** side. So it comes from behind. Rang two roofers, one laughed.	\N	episodic	0.5000	3	2023-03-17 18:07:55.509823+00	2023-03-10 07:30:16.509823+00	2023-03-10 07:30:16.509823+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "damp"], "source": "phone"}
e025d3bd-6011-4af2-8c80-3c2ad843f578	# The telescope is here\n\nEight-inch Dobsonian, second-hand, from a retired postman in Haltwhistle who says his back has outlived his enthusiasm. Came with a 25 mm and a 10 mm eyepiece, a red torch, a dew-stained star atlas and a tin of shortbread.\n\nThe mirror has a faint ring of dust. He said, twice: *do not clean it. You will want to clean it. Do not clean it.*\n\nCloud forecast until Tuesday, naturally.	\N	episodic	0.9000	8	2023-04-16 21:44:25.270318+01	2023-03-11 16:20:56.270318+00	2023-03-11 16:20:56.270318+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "telescope"], "source": "cli"}
ad950faf-5587-4fae-b11a-19d8a4529d12	# Why I write things down\n\nFound Grandad's garden book at Mum's: a red cash book, 1961 to 1988, one line a day. *"14 Apr. Sowed carrots. Wind E. Margaret born 4.10 am."* Next day: *"Thinned beet."*\n\nI used to think that was cold. Now I think he put Mum's birth in the only book where he put things that mattered, between two things that also had to be done.\n\nWhat his book has and my phone photographs do not have:\n\n- I can find a year in it with my thumb.\n- It has the failures. Nobody photographs carrot fly.\n- He wrote for one reader, who was himself next spring.\n\nSo these notes are for me, next spring. Rules that seem to work after a week:\n\n1. Date first, then the fact, then what I think about the fact.\n2. Numbers, when there are numbers. "A lot of slugs" is no use to anyone.\n3. One note, one thing. If it has an *and* in the title it is two notes.\n4. Link it to what it answers.\n5. No guilt about gaps. He has none from August 1974 and I know why, and he knew I would.	\N	semantic	0.6000	2	2023-03-17 16:46:01.27866+00	2023-03-12 10:30:07.27866+00	2023-03-12 10:30:07.27866+00	{"domain": "meta"}	{}	{}	0.0000	\N	f	{"tags": ["meta", "writing"], "source": "web"}
f41adef5-7bba-42b6-beef-49ccbd2322d3	# First light\n\nClear from nine, –2 °C, no moon until late. Put the tube out an hour early so the mirror could cool, which I had read about and did not believe in, and now I do: the stars boiled at eight and stood still at ten.\n\n**Orion nebula** first, because it is the only thing I can find. At 48× it fills the field, a grey-green bird with its wings up, and the four stars of the Trapezium sit in the middle as if somebody had pricked the paper with a pin. Called Jonas. He looked for a long time and then said "it has *edges*", which is exactly it.\n\n**Pleiades**: too big, better in the binoculars.\n\n**Double cluster**, found by accident while looking for something else. Two handfuls of salt. One orange star in among the white.\n\nStopped when I could not feel the focuser. Hot milk. I am forty-one and I have seen the inside of a cloud where stars are being made, from behind the bins.	\N	episodic	1.0000	0	\N	2023-03-14 23:48:10.323005+00	2023-03-14 23:48:10.323005+00	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing"], "source": "web"}
b7b277db-2c4b-445a-ba6c-62bca946fbe9	Cooling: about 10 minutes for every 3 °C between house and garden. Put it out **before** washing up. Cap off, tube pointing north, not over the patio (warm slabs).	\N	procedural	0.6000	0	\N	2023-03-15 12:05:25.084659+00	2023-03-18 18:45:17.084659+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "howto"], "source": "phone"}
f25dbb1d-f7e9-446d-9bd9-0328c09cb854	The nightly run failed 7 times in the last 20, never the same test twice. Everyone just presses re-run. Before anybody "fixes" one of them I want a list: which test, which machine, what time. My bet is the clock.	\N	episodic	0.6000	5	2023-03-24 06:23:04.041158+00	2023-03-16 11:32:32.041158+00	2023-03-16 11:32:32.041158+00	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "web"}
52e13d1c-3b3d-4ea8-aa32-4be9b7197987	What a good bug report has, in the order people read it:\n\n1. One sentence somebody could say aloud in a corridor\n2. What I did, as few steps as still break it\n3. What happened, what I expected, **why** I expected it\n4. How often, and what I changed that made no difference\n5. Who it hurts\n\nNumber 5 decides whether anything gets done. It is also the one most often missing.	\N	procedural	0.7000	8	2023-04-16 05:44:55.645317+01	2023-03-17 09:10:26.645317+00	2023-03-17 09:10:26.645317+00	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing", "writing"], "source": "web"}
c593589a-efc8-4ffd-9caf-5b3084e8c18c	Seed potatoes chitting in egg boxes on the landing, eyes up, like a small audience.	\N	episodic	0.4000	8	2023-04-22 12:38:30.214797+01	2023-03-18 14:00:36.214797+00	2023-03-18 14:00:36.214797+00	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "potatoes"], "source": "web"}
1372d81f-41d0-452b-861a-4654e0546e00	# Dal for cold days\n\nServes two, or one twice.\n\n- 200 g red lentils, rinsed until the water stops looking like milk\n- 900 ml water, ½ tsp turmeric\n- salt at the **end**\n- 2 tbsp ghee, 1 tsp cumin seed, 4 cloves garlic in slices, 2 dried chillies\n- a tomato, if there is one that deserves it\n\nSimmer lentils, water and turmeric for 25 minutes, skim, beat with a whisk. In a small pan let the ghee get hot, cumin first, garlic until it is the colour of a violin, chillies last and off the heat. Pour it over; it should hiss. Put the lid on at once and leave it five minutes.\n\nLemon. Rice. Silence.	\N	procedural	0.8000	0	\N	2023-03-19 18:30:49.147275+00	2023-03-19 18:30:49.147275+00	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "recipe"], "source": "web"}
d56bdf51-85f1-4ba8-b1e9-7fde5f87000c	Router lives in the meter cupboard. Admin page is at `http://192.168.1.1`. Channel 11 is Alan's, channel 1 is the café's, so we take **6**. The loft gets nothing, because of the foil-backed board; a cable up the old bell-wire duct would do it.	\N	semantic	0.5000	1	2023-03-31 11:29:46.644271+01	2023-03-21 20:44:35.644271+00	2023-03-27 16:26:12.644271+01	{"domain": "house"}	{}	{}	0.0000	\N	f	{"tags": ["house", "network"], "source": "phone"}
bb25e1ea-cf57-4634-a59e-1f6032dc41f0	To find dates written the wrong way round in the export:\n\n```python\nimport re\n\nSUSPECT = re.compile(r"\\b(1[3-9]|2\\d|3[01])/(0?[1-9]|1[0-2])/\\d{4}\\b")\n\nfor number, line in enumerate(open("export.csv", encoding="utf-8"), start=1):\n    if SUSPECT.search(line):\n        print(number, line.rstrip())\n```\n\n217 hits, all from one customer, all after 1 February. Their till was replaced on 1 February.	\N	procedural	0.5000	5	2023-03-30 20:16:04.666098+01	2023-03-22 10:18:27.666098+00	2023-03-22 10:18:27.666098+00	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "code"], "source": "phone"}
580b7747-729a-4fd0-9506-f8c55485b5b7	Alan let me hold the diaries. Thirty-six of them, the free kind that banks gave away. Rain in millimetres, wind, first swallow (14 April to 2 May), first frost, and on the last page of each year the price of a bag of coal.	\N	episodic	0.5000	5	2023-04-26 20:11:23.256602+01	2023-03-25 11:00:36.256602+00	2023-03-25 11:00:36.256602+00	{}	{}	{}	0.0000	\N	f	{"tags": ["people", "garden"], "source": "web"}
eb2e422d-38bc-4dd8-8604-aa8a85790bfe	## The Peregrine, J. A. Baker\n\nFinished it in four sittings. Ten years of following one kind of bird over one piece of flat Essex, written as if it were a single winter. There is no plot. A man wants to stop being a man, and gets as near as a man can.\n\nWhat I take from it for my own notes: he never writes "beautiful". He says what the light did and what the bird did then.	\N	semantic	0.6000	13	2023-04-02 10:19:30.522628+01	2023-03-25 22:10:52.522628+00	2023-03-25 22:10:52.522628+00	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading", "nature"], "source": "phone"}
de3cf59d-d995-4dce-a7e7-488cdde2ab4b	Clocks went forward last night and so did three of the flaky tests: `test_booking_ends_tomorrow` and its two friends compare a naive local time with midnight UTC. So it **was** the clock. I am trying not to be smug in writing.	\N	episodic	0.6000	0	\N	2023-03-26 09:00:47.006716+01	2023-04-01 03:56:40.006716+01	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "cli"}
253a5eb2-29e5-4322-b483-1eec4124b50d	The roofer who did not laugh came: Denise, sixty, up the ladder before I had found my shoes. The flaunching is *"like a dropped cake"*. £280 with new cowl. She showed me photographs on her phone of daylight coming through where no daylight should be.	\N	episodic	0.7000	2	2023-04-24 14:22:02.000179+01	2023-03-28 17:25:10.000179+01	2023-03-28 17:25:10.000179+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "damp"], "source": "web"}
91cdf4af-a1aa-468d-8b34-07639296b2ad	Broad beans out of their loo rolls and into bed 1, 22 plants, netted against the pigeons. Soil at 9 °C. The robin supervised.	\N	episodic	0.4000	8	2023-05-10 17:59:53.804375+01	2023-04-01 15:30:29.804375+01	2023-04-01 15:30:29.804375+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "web"}
f1d6ad62-43ca-4c5e-9fcc-0b8526f4b459	# Collimating the Dob without tears\n\nDo it indoors first, in daylight, with the tube **horizontal** so that nothing falls on the mirror.\n\n1. Laser off. Look down the focuser through a film canister with a hole in the lid. Is the secondary round and centred? If it is, leave it alone for ever.\n2. Laser in, gently tightened. Turn the three *secondary* screws until the dot sits in the ring in the middle of the primary. Loosen one before tightening another.\n3. Turn the *primary* screws (behind, white knobs) until the returning dot vanishes into its own hole.\n4. Lock the thin screws only finger-tight. Check again, it always moves.\n\nTest on a star: defocus a little, the rings must be round like a target. If they look like a comet, the tail points to the screw that wants turning.	\N	procedural	0.8000	1	2023-04-27 06:43:46.331304+01	2023-04-03 21:00:50.331304+01	2023-04-03 21:00:50.331304+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "howto"], "source": "cli"}
a3b6fa7d-82bd-4899-ad6b-3111f80469f7	Nearly full moon, too bright for anything else, so I looked at it till my eye watered. Along the edge the crater walls catch light while their floors are still black. One peak stood alone in the dark like a ship's lamp.	\N	episodic	0.4000	0	\N	2023-04-04 22:40:39.018137+01	2023-04-04 22:40:39.018137+01	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing", "moon"], "source": "phone"}
e6f357f6-5364-4077-845f-4e024a55550d	Easter: shoulder of lamb, six hours at 130 °C with anchovies and rosemary, white beans underneath. Jonas's parents on the screen at the end of the table propped against the salt. His mother wants to know if we have "real" potatoes here.	\N	episodic	0.4000	13	2023-04-21 06:13:54.537997+01	2023-04-09 20:10:16.537997+01	2023-04-09 20:10:16.537997+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "family"], "source": "cli"}
0b80ff1b-1a15-407c-9184-61d6cdf225f0	The hedge is ours. It says so on the deeds plan, a little T on our side of the line. Alan has been cutting it for thirty years "to be neighbourly". Bottle of whisky?	\N	semantic	0.3000	0	\N	2023-04-11 08:50:14.605809+01	2023-04-11 08:50:14.605809+01	{"domain": "house"}	{}	{}	0.0000	\N	f	{"tags": ["house", "garden"], "source": "web"}
0ecd3683-4e77-4ac4-bedb-f5ba116d2848	Chimney done. Denise found a jackdaw's nest: two bin bags of twigs, a spoon, and a child's glove. Now the wall has to dry; she says a month for every inch, and it is fourteen inches of stone.	\N	episodic	0.6000	1	2023-05-26 04:13:10.392279+01	2023-04-14 18:00:30.392279+01	2023-04-20 05:10:47.392279+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "damp"], "source": "web"}
18f3726d-ad7e-4f2b-9e9c-1d1ee60c3bcc	### Charter: the new refund screen\n\n**Explore** refunds *with* bookings that were changed after paying *to discover* amounts nobody meant.\n\nIdeas: pay in two parts, change the date across a price change, cancel one of three people, refund on the 31st, refund twice in two tabs, refund while the till is offline, a voucher worth more than the booking.\n\n90 minutes, notes as I go, then 15 minutes with Femi to tell him what I saw.	\N	procedural	0.7000	1	2023-05-22 18:38:39.626411+01	2023-04-17 10:00:19.626411+01	2023-04-17 10:00:19.626411+01	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "web"}
f74c0314-d70f-4d7b-a112-83ff3981ebe3	Refund screen, after 90 minutes: two tabs **do** refund twice. The voucher case gives a negative refund, that is, the customer is asked for £4.20 to get their own money back. Femi said a word I will not write down and fixed the first one before tea.	\N	episodic	0.6000	3	2023-05-11 03:14:15.413657+01	2023-04-17 15:45:18.413657+01	2023-04-17 15:45:18.413657+01	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "phone"}
7d2b9eaa-fb52-4c29-89de-e05269e66593	First swallow, on the wire by the chapel, 20 April. Told Alan. He already had it, by nine minutes.	\N	episodic	0.2000	5	2023-05-06 12:57:52.404951+01	2023-04-20 08:05:01.404951+01	2023-04-20 08:05:01.404951+01	{}	{}	{}	0.0000	\N	f	{"tags": ["wildlife"], "source": "cli"}
c42b78c9-9897-46f8-8755-79052f2d36a0	## Sourdough, third go\n\n| | 1 | 2 | 3 |\n|---|---|---|---|\n| Flour | strong white | 20 % rye | 20 % rye |\n| Water | 65 % | 75 % | 70 % |\n| Bulk | 4 h at 19 °C | 6 h at 19 °C | 7 h at 21 °C |\n| Result | doorstop | pancake | **bread** |\n\nSo it was warmth and time. The airing cupboard with the door open a hand's width holds 21 °C. Starter is called Gerald; feed him the night *and* the morning before.	\N	episodic	0.6000	0	\N	2023-04-22 11:20:46.465055+01	2023-04-22 11:20:46.465055+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "bread"], "source": "web"}
1329de23-2f8a-4515-b1f3-614c97644d94	**M13** in Hercules. At 48× a smudge, at 120× and with patience it came apart: hundreds of points right across it, like frost on a window when you breathe near it. 300 000 suns. Found it by hopping a third of the way down the side of the Keystone.	\N	episodic	0.7000	3	2023-05-23 02:14:42.118218+01	2023-04-23 00:35:16.118218+01	2023-04-25 07:54:28.118218+01	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing"], "source": "phone"}
122c6e7c-1292-48b9-ade3-533af3c591ae	Plan: all **110 Messier objects** with this telescope, no goto, star-hopping only, one line each. Charles Messier made the list of things that were *not* comets so that nobody would waste time on them. The most beautiful list of nuisances there is.\n\nList: https://en.wikipedia.org/wiki/Messier_object	\N	semantic	0.6000	3	2023-05-30 14:48:30.619362+01	2023-04-25 20:30:51.619362+01	2023-04-25 20:30:51.619362+01	{"domain": "astronomy"}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "plan"], "source": "phone"}
6725aca0-5492-4429-a7d1-41073e0ee580	Nettle soup from the far corner: a colander of tops, one leek, one potato, stock. Gloves until they have boiled for a minute. Tastes of iron and spring. Jonas had thirds.	\N	procedural	0.3000	0	\N	2023-04-29 13:15:59.428882+01	2023-05-04 20:19:19.428882+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "garden"], "source": "web"}
68d031b3-40af-4dee-9159-9345146dce80	*The Summer Book*, Tove Jansson. A grandmother and a girl on an island; somebody has died and nobody says so. Every chapter is about something small (a cat, a plastic sausage, a storm) and none of them is small. I want to give it to Mum, but not this year.	\N	semantic	0.6000	1	2023-06-06 17:42:47.862127+01	2023-05-02 22:30:32.862127+01	2023-05-04 11:54:51.862127+01	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading"], "source": "phone"}
fefbba42-3719-4181-82cd-0e94f42bc24c	–1.5 °C on the grass at six this morning. Fleece had blown off bed 3: potato shaws black at the tips, they will come back. Tomatoes were still on the landing, thank goodness. Believe Alan's diary.	\N	episodic	0.5000	0	\N	2023-05-04 06:20:27.36877+01	2023-05-04 08:02:55.36877+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "weather"], "source": "web"}
c7e1ceb9-d617-4681-9245-daebf79a9412	Coronation weekend rain. Made focaccia. Dimpled it harder than was necessary.	\N	episodic	0.2000	3	2023-05-22 02:35:03.868778+01	2023-05-07 09:00:31.868778+01	2023-05-07 09:00:31.868778+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "bread"], "source": "web"}
9c58f260-c5be-4314-b038-563a478a67bb	Dentist: upper left, old filling, "watch it". Back in November. She also does astronomy! Has a refractor and opinions on reflectors.	\N	episodic	0.2000	8	2023-06-05 20:01:05.512142+01	2023-05-16 14:00:43.512142+01	2023-05-16 14:00:43.512142+01	{}	{}	{}	0.0000	\N	f	{"tags": ["admin", "health"], "source": "web"}
ef490c1d-8c08-4847-a368-ad39f16cd278	Tomatoes into the cold frame: 4 Gardener's Delight, 2 Black Krim, 1 that has lost its label and its will to live.	\N	episodic	0.4000	8	2023-06-08 06:48:29.415092+01	2023-05-27 16:00:26.415092+01	2023-05-27 16:00:26.415092+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "tomatoes"], "source": "phone"}
2792cae8-4656-400e-8b25-0b34a4a67769	# Compost that works (finally)\n\nAlan looked into my bin, said nothing, and came back with a fork.\n\n- **Two parts brown to one part green**, by the bucket. Brown: torn cardboard, dead stalks, straw, the shredder at work. Green: kitchen, grass, nettles.\n- As wet as a wrung-out sponge. Mine was as wet as a sponge.\n- Turn it when it *cools*, not when I feel guilty. The long thermometer from the brewing shop reads 58 °C in the middle today.\n- No bread, no cooked food (rats), no bindweed root, not even a small one.\n- Finished when it smells of woods and you cannot tell what it was.\n\nTwo bins: one filling, one rotting. A third would be luxury.	\N	procedural	0.8000	8	2023-06-09 19:03:16.514048+01	2023-05-28 17:40:27.514048+01	2023-05-28 17:40:27.514048+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "compost", "howto"], "source": "web"}
f79dfd25-834f-453b-b316-3c942d99cbea	> Earth-worms, though in appearance a small and despicable link in the chain of Nature, yet, if lost, would make a lamentable chasm.\n>\n> Gilbert White, *The Natural History of Selborne*, 1777\n\nReading him a letter at a time. A curate who measured the rain for twenty-five years and once shouted at bees through a speaking trumpet to see if they minded. They did not.	\N	semantic	0.4000	1	2023-05-31 00:51:34.923394+01	2023-05-30 21:05:50.923394+01	2023-05-30 21:05:50.923394+01	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading", "quote", "nature"], "source": "cli"}
565741f7-f542-4157-9227-75c8aeac4d8d	Slug patrol, head torch and bucket: **114**. Relocated to the railway embankment, where I hope they find what they are looking for.	\N	episodic	0.3000	1	2023-07-09 02:21:18.489723+01	2023-06-03 22:55:34.489723+01	2023-06-03 22:55:34.489723+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "slugs"], "source": "cli"}
085b7225-29f3-4bac-96f2-fb1bbc85c8a8	# Orkney, 17–24 June\n\n- [x] Ferry Scrabster → Stromness, Saturday 13:15\n- [x] Room in Stromness, five nights\n- [x] Two nights on Westray\n- [ ] Maeshowe tickets (book!)\n- [x] Cat to Alan\n- [ ] Waterproofs, the real ones\n- [ ] Binoculars, **not** the telescope\n\nIt does not get dark there in June: *simmer dim*. Stars: none. Puffins: yes.	\N	semantic	0.6000	2	2023-07-09 08:10:50.299693+01	2023-06-05 20:00:46.299693+01	2023-06-05 20:00:46.299693+01	{"domain": "travel"}	{}	{}	0.0000	\N	f	{"tags": ["travel", "plan", "orkney"], "source": "web"}
c4619b9b-603e-4178-a5f9-ee8c78cf8dd8	Bolt, 4.6 kg, all jabs done till June 2024. Worm tablet hidden in a shrimp. The shrimp was eaten *around* the tablet.	\N	episodic	0.3000	2	2023-06-25 00:41:33.418362+01	2023-06-09 17:30:14.418362+01	2023-06-09 17:30:14.418362+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cat"], "source": "web"}
9e550c36-889e-4c38-8b92-dbf8e979d359	For Alan, while we are away:\n\n* one pouch at seven, one at six, whatever he tells you\n* biscuits are in the tin that says FLOUR\n* he is allowed in the greenhouse but not to sleep on the seedlings\n* if he brings you something, say thank you\n* vet's number on the fridge	\N	procedural	0.3000	5	2023-07-03 11:23:28.667863+01	2023-06-16 21:00:15.667863+01	2023-06-16 21:00:15.667863+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cat", "howto"], "source": "web"}
a1b845ba-84cf-41f4-9ada-0e729287ee31	Maeshowe. You go in bent double for ten metres, and then you can stand up, and it is five thousand years ago. On three weeks round midwinter the setting sun comes down the passage and lies on the back wall. Somebody stood here and worked that out with sticks.\n\nEight and a half centuries ago some Norsemen broke in to get out of a snowstorm and wrote on the walls. The guide translates: mostly names, boasts about treasure, one about a widow. Test data, basically.	\N	episodic	0.8000	1	2023-07-25 13:11:58.115306+01	2023-06-19 21:30:22.115306+01	2023-06-19 21:30:22.115306+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "orkney"], "source": "phone"}
30f8bd4f-105c-4df8-96e8-a33ea4ad8881	## Westray\n\nFlew over, eight seats, I sat beside the pilot. Walked to Noup Head in a wind you could lean on. Gannets below us like thrown knives. At Castle o' Burrian the puffins stood in the thrift three metres away, and one of them had a look at my bootlace and found it wanting.\n\nFish and chips in Pierowall from the boat that was tied up outside. A man there mends clocks and told us that on the island *"the tide's the clock, the rest is jewellery"*.\n\nTwenty to eleven and I am writing this outside without a lamp.	\N	episodic	0.7000	5	2023-07-10 06:54:49.847083+01	2023-06-22 22:50:18.847083+01	2023-06-26 07:55:43.847083+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "orkney", "birds"], "source": "web"}
eb3673b6-a882-4453-9b1b-c0f969c895c5	Good interview question, stolen: *"Tell me about a bug you are fond of."*	\N	semantic	0.3000	2	2023-07-08 06:11:37.239471+01	2023-06-28 16:45:04.239471+01	2023-06-28 16:45:04.239471+01	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work"], "source": "web"}
50a46f23-9a80-47ef-bd04-bae83b02a9d9	First potatoes: 3.4 kg from six plants. Boiled with mint, butter, nothing else. All that worry about the frost for nothing.	\N	episodic	0.5000	1	2023-07-17 04:12:07.400998+01	2023-07-02 12:10:07.400998+01	2023-07-04 14:28:59.400998+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "potatoes"], "source": "web"}
77a6a8fa-63e9-4c38-ae73-f9ce409c370d	The till accepts a group of 0 people, 1 to 49, and 51. Not 50. The price list has a line "10–49" and one "over 50". Nobody asked the leisure centre what they charge fifty people, so I did: *"Oh, we always put fifty-one."*	\N	semantic	0.6000	13	2023-08-08 05:47:38.456595+01	2023-07-05 14:30:17.456595+01	2023-07-05 14:30:17.456595+01	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "web"}
11ac80d3-3f75-4156-87a6-55d8be776a8e	Hung the hammock between the pear and the shed. Did nothing, on purpose, for two hours. Recommended.	\N	episodic	0.1000	1	2023-07-21 21:55:53.056211+01	2023-07-08 15:00:08.056211+01	2023-07-12 06:52:19.056211+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "cli"}
d02de338-e3c1-484e-949f-1d5deca1b86d	Gooseberry jam: 1 kg fruit, 1 kg sugar, 400 ml water, two heads of elderflower in a tea strainer. Cook the fruit soft **before** the sugar, or the skins go to leather. Set at 104.5 °C. Eleven jars. It turns pink by itself and nobody knows why (somebody knows why).	\N	procedural	0.5000	13	2023-07-26 01:49:47.505379+01	2023-07-09 19:20:14.505379+01	2023-07-09 19:20:14.505379+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "preserving", "garden"], "source": "phone"}
b2b82abd-faf5-4e4e-823c-e91e75eb6f57	Kitchen walls: no to "Peach Whisper". It is the colour of a sticking plaster. Trying clay next.	\N	episodic	0.2000	1	2023-07-23 00:59:39.221088+01	2023-07-12 18:45:17.221088+01	2023-07-14 06:00:23.221088+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "paint"], "source": "phone"}
60ee7eb7-651b-46d7-8b5f-5dfc42be000c	# Soupe au pistou (la recette de Claire)\n\nHaricots blancs, haricots verts, courgettes (ENCORE), carottes, pommes de terre, tomates pelées, coquillettes à la fin. Une heure à petit feu, sans jamais bouillir fort.\n\nLe **pistou** : trois gousses d'ail, deux gros bouquets de basilic, huile d'olive, parmesan. Au mortier, *pas au mixeur* – « le mixeur, c'est pour la peinture ».\n\nOn met le pistou dans l'assiette, la soupe par-dessus, et on ne parle plus.	\N	procedural	0.5000	0	\N	2023-07-14 20:00:03.184198+01	2023-07-15 09:11:44.184198+01	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "recipe", "français"], "source": "web"}
b59f7e90-dd30-4c9f-b320-23c47278a618	Mum on the phone for an hour. Knee: waiting list, 14 weeks. She has taken up the ukulele "out of spite". Wants the dal recipe **without** chilli. Remember her birthday falls on a working Friday this year, take the half day.	\N	episodic	0.6000	1	2023-08-23 06:26:36.531404+01	2023-07-16 20:30:08.531404+01	2023-07-16 20:30:08.531404+01	{}	{}	{}	0.0000	\N	f	{"tags": ["family"], "source": "web"}
900b64cc-155f-4837-9657-f581dc7e39e0	Noctilucent clouds, low in the north after midnight: electric blue, rippled like sand when the tide is out. Eighty kilometres up, ice on the smoke of meteors, lit from below the horizon. Stood in the lane in my dressing gown. So did Alan.	\N	episodic	0.7000	8	2023-08-22 02:22:56.960678+01	2023-07-18 00:20:50.960678+01	2023-07-18 00:20:50.960678+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "weather"], "source": "web"}
0e76da7a-ae7a-4fbf-bba7-7808e73ca4b5	Bookings whose customer is gone (there should be none):\n\n```sql\nselect b.id, b.created_at\nfrom bookings b\nleft join customers c on c.id = b.customer_id\nwhere c.id is null\norder by b.created_at desc;\n```\n\nThere were 38, all made in the minute after somebody merged two customers.	\N	procedural	0.6000	2	2023-08-02 22:35:42.540935+01	2023-07-20 11:05:04.540935+01	2023-07-20 11:05:04.540935+01	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "code", "sql"], "source": "web"}
c2b10418-9e95-4f53-b1b8-84024679f2e8	# What I learned at the lime day\n\nWhole Saturday in a barn near Corbridge, eleven people in old clothes, one of whom cried when the float coat stayed up (me).\n\n**Why lime:** the wall is stone, rubble and earth. It takes in water and gives it back. Lime lets it; cement and gypsum lock the door with the water inside.\n\n**The coats**\n\n1. *Scratch*: 3 parts sharp sand, 1 part putty, goat hair. 10 mm, keyed with a lath in diamonds.\n2. *Float*: same without so much hair, flattened with a straight edge, then rubbed with a devil float.\n3. *Finish*: fine sand 1:1, 3 mm, polished just as it turns.\n\n**What goes wrong**\n\n- The wall was dry. Wet it the evening before, and again, and again.\n- It dried too fast. Hang damp sheets; keep the heating **off**; no fans.\n- Impatience. A millimetre a day in good weather. A week between coats at least.\n\nPutty burns eyes. Goggles, gloves, vinegar for the skin, water for everything.\n\nMaterials for one chimney breast (4 m²): 6 tubs of ready-mixed haired coarse stuff, 2 of finish. About £140.	\N	procedural	0.9000	2	2023-07-29 18:29:57.270995+01	2023-07-22 18:10:28.270995+01	2023-07-23 15:26:42.270995+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "damp", "lime", "howto"], "source": "web"}
b68bed17-043b-4319-84f3-f381f4a237b7	Took the gypsum off the chimney breast with a bolster. It came away in plates as big as trays, and behind it: three wallpapers (ivy, trellis, *aeroplanes*), then lime, then a date in pencil: **J. Batey, Nov. 1931**. Leaving that uncovered if it kills me.	\N	episodic	0.6000	8	2023-08-28 00:37:33.306928+01	2023-07-29 19:30:55.306928+01	2023-08-01 13:36:42.306928+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "damp", "lime"], "source": "phone"}
f17269f1-eac5-4b19-b21b-14adbaf667ce	July: 127 mm in the gauge, 19 wet days. Wettest in my book, third in Alan's (1988, 2012).	\N	semantic	0.3000	0	\N	2023-07-31 22:00:44.577292+01	2023-08-02 12:59:04.577292+01	{"domain": "weather"}	{}	{}	0.0000	\N	f	{"tags": ["weather", "reference"], "source": "web"}
55aaa4cc-524e-4e3f-9a5f-ef331180d9b8	Courgettes: eleven. People have started to cross the road.	\N	episodic	0.3000	1	2023-09-04 12:19:46.927711+01	2023-08-02 18:00:23.927711+01	2023-08-02 18:00:23.927711+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "cooking"], "source": "web"}
d653e88a-7c47-410c-b843-fc898a9d3438	Sky quality from the chapel field: **21.4** mag/arcsec² on the borrowed meter. From our garden 20.9. From the office car park 17.8, where Orion has lost his belt.\n\n> The Milky Way is a thing that a third of people can no longer see from where they live.	\N	semantic	0.5000	0	\N	2023-08-07 23:30:48.013246+01	2023-08-07 23:30:48.013246+01	{"domain": "astronomy"}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "reference"], "source": "cli"}
f936cf0d-cd18-4417-805a-3aa8074be2a9	## Perseids, 12–13 August\n\nDeck chairs in the field behind the chapel, 23:30 to 02:45, two flasks, one hot-water bottle, fought over. Thin cloud in the south, otherwise as dark as it gets.\n\n| Hour | Meteors |\n|---|---|\n| 23:30–00:30 | 19 |\n| 00:30–01:30 | 31 |\n| 01:30–02:45 | 44 |\n\nBest: 01:12, from the Double Cluster right down to the trees, green, left a trail that hung and *bent* for half a minute. We both made a noise like people at fireworks.	\N	episodic	0.8000	3	2023-08-18 11:07:54.010653+01	2023-08-13 03:10:08.010653+01	2023-08-16 00:46:42.010653+01	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing", "meteors"], "source": "web"}
c7cc914a-5f1d-4da4-8862-17d901b23487	Moth trap (a bucket, a lamp, egg boxes), 18–19 August: 43 large yellow underwing, 6 silver Y, 3 brimstone, 2 poplar hawk, 1 **merveille du jour**? No, too early: probably a green-brindled crescent. Asked the county recorder.	\N	episodic	0.4000	1	2023-09-06 17:58:20.552214+01	2023-08-19 07:30:43.552214+01	2023-08-19 07:30:43.552214+01	{}	{}	{}	0.0000	\N	f	{"tags": ["wildlife", "moths"], "source": "web"}
acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	First Black Krim. Ugly, split, ripe at the bottom while still green on the shoulders. Ate it over the sink with salt. Grow six of these and forget the other ones.	\N	episodic	0.5000	8	2023-08-24 04:16:53.748731+01	2023-08-20 13:00:27.748731+01	2023-08-20 13:00:27.748731+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "tomatoes"], "source": "phone"}
3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	County recorder: neither. It was lichen. On the egg box.	\N	episodic	0.2000	13	2023-09-28 14:04:04.837976+01	2023-08-24 12:10:16.837976+01	2023-08-24 12:10:16.837976+01	{}	{}	{}	0.0000	\N	f	{"tags": ["wildlife", "moths"], "source": "cli"}
a6509fd8-ebaa-481e-8ae5-67b3df892cbe	# Maultaschen nach Jonas' Oma\n\n*(he dictated, I typed; it stays in German because she would want it so)*\n\n**Teig:** 400 g Mehl, 4 Eier, 1 EL Öl, Salz. Kneten, bis er glatt ist wie ein Ohrläppchen. Eine Stunde ruhen lassen.\n\n**Füllung:** 300 g Spinat (gedämpft, ausgedrückt, gehackt), 200 g Brät, 2 alte Brötchen in Milch, 1 Zwiebel in Butter, Petersilie, Muskat, Pfeffer, 1 Ei.\n\nDünn ausrollen, bestreichen, zusammenklappen, mit dem Kochlöffelstiel abteilen. In Salzwasser *ziehen* lassen, nicht kochen, zwölf Minuten.\n\nAm ersten Tag in der Brühe. Am zweiten Tag in Streifen mit Ei gebraten. „Einen dritten Tag gibt es nicht.“	\N	procedural	0.7000	2	2023-08-29 01:17:03.101587+01	2023-08-27 20:00:41.101587+01	2023-08-27 20:00:41.101587+01	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "recipe", "deutsch"], "source": "phone"}
297db34c-e849-45f0-ae7b-fb6f1aa99274	Snow, 11 cm. The lane shut at Dyke Nook. Worked from the kitchen with the oven door open, then did not work from the kitchen. Snow is blue in the footprints.	\N	episodic	0.3000	0	\N	2024-01-18 12:15:48.224304+00	2024-01-18 12:15:48.224304+00	{}	{}	{}	0.0000	\N	f	{"tags": ["weather"], "source": "web"}
cc22db26-4e85-482f-8541-b57ab36b6fe0	**Draft: to the county council, street lighting**\n\nDear Ms Carrick,\n\nThank you for sending the plan for the new lamps in Chapel Lane. I am not writing to ask for fewer of them. I walk home along that lane in January with shopping and I like to see my feet.\n\nI am writing to ask for three small things:\n\n1. that the new lamps are *warm* (2700 K or less) rather than white;\n2. that they are shielded, so that the light goes down onto the lane and not sideways into the field and the bedrooms;\n3. that they are dimmed between midnight and five, as they are in the next county, where it has saved a third of the electricity and nobody has fallen into anything.\n\nFrom the field behind the chapel you can see the Milky Way on a clear night without any instrument. Last month two of us counted ninety-four shooting stars there. You would be welcome to come and look. There is a spare deck chair and we bring a flask.\n\nYours sincerely	\N	episodic	0.5000	8	2023-10-08 13:44:44.101096+01	2023-09-02 10:15:21.101096+01	2023-09-02 10:15:21.101096+01	{}	{}	{}	0.0000	\N	f	{"tags": ["village", "letter"], "source": "web"}
e690505b-1612-4ffe-82cb-0bd2b64ef207	6 payment types × 4 channels × 5 languages × 3 tax modes × 2 account kinds = 720 combinations. All *pairs* of them fit into **31** rows. Found the Welsh-voucher-by-phone bug in row 9.	\N	semantic	0.5000	1	2023-09-23 07:06:43.453004+01	2023-09-05 10:25:59.453004+01	2023-09-05 10:25:59.453004+01	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "web"}
4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	Order garlic: Solent Wight ×2, Carcassonne ×1. Plant by end of October, "on the shortest day" is romantic but too late up here.	\N	episodic	0.2000	8	2023-10-11 19:52:50.712817+01	2023-09-09 09:15:51.712817+01	2023-09-09 09:15:51.712817+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "web"}
920f2367-ee4b-424f-8acb-5e87809ab5d5	River loop, 6.1 km, 38:20. A heron timed me.	\N	episodic	0.2000	8	2023-10-01 20:13:16.826791+01	2023-09-13 18:40:36.826791+01	2023-09-15 17:23:36.826791+01	{}	{}	{}	0.0000	\N	f	{"tags": ["health", "running"], "source": "web"}
c955e491-6232-49ac-9de6-6c69ca2bb794	Zwetschgenkuchen, Blech: Hefeteig aus 500 g Mehl, 2 kg Zwetschgen wie Dachziegel, Zucker und Zimt erst **nach** dem Backen. Dazu geschlagene Sahne, und dann nichts mehr bis zum Abend.	\N	procedural	0.5000	1	2023-10-19 07:33:23.592959+01	2023-09-16 15:30:47.592959+01	2023-09-21 21:30:43.592959+01	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "recipe", "deutsch"], "source": "cli"}
0d64aeb6-999a-4493-baa3-89cb47f41685	**Saturn.** It looks like a drawing of Saturn. I thought somebody had stuck it to the end of the tube. The gap in the rings came and went at 200×; one tiny moon off to the left, which the app says is Titan.\n\nFetched Alan. He is seventy-four. He looked, straightened up, wiped the eyepiece with his cuff (!), looked again, and said: "Well. They weren't having us on, then."	\N	episodic	1.0000	1	2023-10-08 02:05:27.061039+01	2023-09-18 22:30:21.061039+01	2023-09-18 22:30:21.061039+01	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing", "planets"], "source": "web"}
df1dea7a-46a1-4232-bb5a-61a38e21c5d6	Getting a cuff off an eyepiece: blow, don't rub. Bulb first, then a lens pen from the middle outwards. Never breathe on it in frost.	\N	procedural	0.4000	0	\N	2023-09-18 23:05:09.553326+01	2023-09-21 03:06:55.553326+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "howto"], "source": "web"}
a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	Scratch coat on. Fell off once, stayed the second time because I had finally wetted the wall enough. Arms like wet rope. Left a small window round Mr Batey's signature and framed it with lath.	\N	episodic	0.6000	13	2023-10-11 23:36:58.92541+01	2023-09-23 17:50:53.92541+01	2023-09-28 23:45:42.92541+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "lime"], "source": "cli"}
ebe9b532-ebf3-4e9e-90a6-fdfcd7479d5e	*Underland*, Robert Macfarlane. Caves, catacombs, ice, a nuclear tomb in Finland. The question he borrows and keeps asking is whether we are being good ancestors. Thought of Mr Batey and his pencil.	\N	semantic	0.6000	0	\N	2023-10-01 21:40:11.509747+01	2023-10-01 21:40:11.509747+01	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading", "nature"], "source": "web"}
50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	Dreamed the telescope was a lift. Alan worked the lever. "Second floor: nebulae, haberdashery."	\N	episodic	0.1000	8	2023-10-14 17:42:08.01999+01	2023-10-05 06:50:53.01999+01	2023-10-05 06:50:53.01999+01	{}	{}	{}	0.0000	\N	f	{"tags": ["dream"], "source": "cli"}
9519defc-ba5f-4c5d-b10a-523b20ce4c6c	The council said **yes**. To all three! Ms Carrick writes that the shields cost nothing because they were in the box anyway "and are usually thrown away". She asks if the chair is still spare.	\N	episodic	0.4000	5	2023-11-10 08:44:54.012102+00	2023-10-10 09:40:04.012102+01	2023-10-13 14:49:12.012102+01	{}	{}	{}	0.0000	\N	f	{"tags": ["village", "letter"], "source": "web"}
51fcde67-f32a-403f-97f1-8927396042f2	First frost, three days later than the diary's mean. Picked every green tomato into a drawer with a banana.	\N	episodic	0.3000	2	2023-10-19 12:12:59.418701+01	2023-10-15 07:45:04.418701+01	2023-10-15 07:45:04.418701+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "weather"], "source": "web"}
a347aa94-59d9-4145-8d88-4756848b58ab	Jupiter high at last. Two belts plain, and the four moons in a line, three one side, one the other. Came out again after an hour and the line **had changed**. I know that it does. I had never caught it at it.	\N	episodic	0.7000	1	2023-11-18 16:32:38.638955+00	2023-10-20 22:15:33.638955+01	2023-10-20 22:15:33.638955+01	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing", "planets"], "source": "cli"}
add5e285-d3c9-41f5-9b76-81b99bfe4202	Half a year of notes: 41 % garden and house, 22 % sky, 18 % work, the rest food and people. Tags I invented once and never used again: 23. Merged them.	\N	semantic	0.4000	5	2023-11-02 08:15:38.425145+00	2023-10-22 16:20:23.425145+01	2023-10-22 16:20:23.425145+01	{"domain": "meta"}	{}	{}	0.0000	\N	f	{"tags": ["meta", "writing"], "source": "cli"}
c4269043-00f4-4944-9f80-c625c5bf6076	Finding the change that broke it, while making tea:\n\n```bash\ngit bisect start\ngit bisect bad HEAD\ngit bisect good v4.11\ngit bisect run ./check-refund.sh   # exit 0 = good, 1 = bad, 125 = cannot tell\ngit bisect reset\n```\n\n1,204 changes, **11 steps**, four minutes. It was the commit called "tiny cleanup". It always is.	\N	procedural	0.6000	13	2023-11-11 14:24:11.588202+00	2023-10-24 15:10:13.588202+01	2023-10-24 15:10:13.588202+01	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "code", "howto"], "source": "cli"}
294ec57c-9351-4443-aaf8-55041dadacc2	Garlic in: 48 cloves, bed 1, a hand apart, points up. Compost on top, then the old net against blackbirds, who pull them out to see what they are.	\N	episodic	0.3000	0	\N	2023-10-28 14:40:43.890812+01	2023-10-28 14:40:43.890812+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "cli"}
e0d5db24-8582-412c-afbf-f010b0e05188	MOT passed. Advisory: front tyres before winter, rear brake pipe "a bit brown". Next due **2 November 2024**.	\N	episodic	0.3000	0	\N	2023-11-02 12:00:31.107094+00	2023-11-02 12:00:31.107094+00	{}	{}	{}	0.0000	\N	f	{"tags": ["admin", "car"], "source": "web"}
f00f8ab4-2004-48b9-8705-0e92e72acdab	Bonfire night in the field. Pumpkin soup with smoked paprika and the last of the sage, in jam jars with the lids on, in pockets.	\N	episodic	0.3000	0	\N	2023-11-05 21:00:34.032853+00	2023-11-06 07:21:02.032853+00	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking"], "source": "phone"}
f6ada15c-c86b-44ca-94b0-1dd887185f7d	## Times that break software (mine, found the hard way)\n\n- the hour that happens twice, last Sunday in October\n- the hour that does not happen, last Sunday in March\n- 29 February, and the birthday of people born on it\n- 31 January plus one month\n- week 53\n- midnight at the *start* of a day, in a "between … and …"\n- a device whose clock is wrong by exactly one hour\n- Nepal, `+05:45`\n- "all day" events seen from another zone\n- a summer date entered in winter\n\nUse as a checklist for anything with a calendar in it.	\N	semantic	0.8000	0	\N	2023-11-06 11:15:46.162265+00	2023-11-06 11:15:46.162265+00	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing", "reference"], "source": "cli"}
3df00519-cef8-436e-8aab-89f51f5b5411	Ms Carrick came, in heels, with her daughter (9, wellingtons, knows the names of all Jupiter's big moons and most of the small ones). Showed them Jupiter, the Pleiades and the Andromeda galaxy. The daughter, about Andromeda: "So it's *old* light." Yes.	\N	episodic	0.5000	5	2023-11-23 05:09:27.217089+00	2023-11-09 22:40:10.217089+00	2023-11-09 22:40:10.217089+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "people", "village"], "source": "web"}
c9097823-53e8-40b4-910e-d0c6b32c12a3	Gutters, every November after the leaves and every April after the moss. Ladder stand-off is in the shed behind the deck chairs. **Never alone, never in wind.** The down pipe at the back corner blocks at the first bend: rod it from below.	\N	procedural	0.4000	2	2023-12-20 19:20:47.711613+00	2023-11-11 15:00:27.711613+00	2023-11-11 15:00:27.711613+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "maintenance"], "source": "cli"}
bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	Started Japanese properly: we have talked about Japan for ten years and Jonas has just *booked it*. April. ひらがな first, five a day on the bathroom mirror.\n\nあ い う え お\nか き く け こ	\N	episodic	0.6000	8	2023-12-06 08:26:12.100672+00	2023-11-14 21:30:27.100672+00	2023-11-14 21:30:27.100672+00	{}	{}	{}	0.0000	\N	f	{"tags": ["japanese", "learning"], "source": "phone"}
28e2ee4b-0b10-4738-92bc-29a77af77010	# Japan: money\n\n| | £ |\n|---|---:|\n| Flights Newcastle – Osaka, two | 1,610 |\n| Trains (no pass, it no longer pays) | 340 |\n| Rooms, 17 nights | 1,480 |\n| Food | 850 |\n| Temples, baths, nonsense | 300 |\n| **Together** | **4,580** |\n\nSaved so far 3,100. No new eyepieces.	\N	semantic	0.6000	1	2023-12-07 08:03:56.882614+00	2023-11-19 17:10:09.882614+00	2023-11-19 17:10:09.882614+00	{"domain": "travel"}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan", "plan", "money"], "source": "phone"}
31ad56b3-eeab-44b4-9713-76d0993363a3	Dentist: filling replaced. Saturn discussed with my mouth open.	\N	episodic	0.1000	5	2023-12-21 13:54:38.766019+00	2023-11-21 10:20:51.766019+00	2023-11-21 10:20:51.766019+00	{}	{}	{}	0.0000	\N	f	{"tags": ["admin", "health"], "source": "web"}
68a177d8-7278-4e3a-95d1-747fc77cc657	Float coat on and flat enough that the straight edge only rocks in one place, which will be behind the wardrobe. Sheets hung up damp. The whole floor smells like a church.	\N	episodic	0.5000	5	2023-12-01 01:18:16.194823+00	2023-11-25 18:20:52.194823+00	2023-11-25 18:20:52.194823+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "lime"], "source": "web"}
747f174f-dfc5-4881-b18b-5631d9b6174b	Yusuf in support taught me to write thank you: **شكرًا** (shukran), and the answer, عفوًا (ʿafwan). It runs from right to left and my notebook does not, so the pen and the hand got in each other's way. He laughed and wrote my name: نِل.	\N	episodic	0.3000	5	2023-12-16 22:15:49.644946+00	2023-11-27 17:00:54.644946+00	2023-11-27 17:00:54.644946+00	{}	{}	{}	0.0000	\N	f	{"tags": ["languages", "people"], "source": "web"}
c2b775ac-4873-4650-a6de-e3eb3065aab0	Flaky tests since March, for the talk: 61 found, of which 24 clock, 17 order of tests, 11 waiting for a fixed number of seconds, 6 shared data, 3 **real bugs** that only happen sometimes. Those three are why one does not simply press re-run.	\N	semantic	0.6000	0	\N	2023-11-30 16:00:27.070256+00	2023-11-30 16:00:27.070256+00	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "cli"}
09a11bed-b12d-4971-82e6-ac5ad96d5a4e	Mum played all of "Moon River" on the ukulele, down the phone. Two wrong chords and a swear word. Knee operation is on the 12th.	\N	episodic	0.3000	2	2024-01-02 11:36:24.106814+00	2023-12-03 19:00:27.106814+00	2023-12-09 10:55:26.106814+00	{}	{}	{}	0.0000	\N	f	{"tags": ["family"], "source": "phone"}
6379cfcf-2183-4ce2-ae3e-384b4df4f914	Operation went well. She is sitting up and has told the surgeon he has nice hands. Drive down on Friday, stay ten days... no: **eight**, flights to Freiburg on the 23rd. Priya takes over.	\N	episodic	0.7000	1	2023-12-22 00:03:13.221485+00	2023-12-12 20:45:37.221485+00	2023-12-12 20:45:37.221485+00	{}	{}	{}	0.0000	\N	f	{"tags": ["family", "health"], "source": "phone"}
abf46aed-93bd-4071-9b85-cdf3719b1612	At Mum's. I cook, she directs from the settee with the crutch. Went through the button tin. She knew nearly every one: that's your christening coat, that's Dad's good mac, that's off a woman on the Tyne ferry who never noticed.	\N	episodic	0.5000	3	2024-01-10 21:35:46.983444+00	2023-12-18 21:15:31.983444+00	2023-12-18 21:15:31.983444+00	{}	{}	{}	0.0000	\N	f	{"tags": ["family"], "source": "web"}
508a99df-2b5a-401a-bb9e-92be7a4fdef1	Sun went behind Warden Hill at 15:27, from the landing window, left of the tall ash. Pencil line on the frame. In June I shall do the other one. Orkney did it with stones.	\N	episodic	0.4000	0	\N	2023-12-22 16:05:44.533921+00	2023-12-22 16:05:44.533921+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "garden"], "source": "phone"}
6da14e67-e012-431f-8487-6bf27318864a	# Weihnachten in Freiburg\n\nAcht am Tisch, drei Sprachen, ein Hund. Jonas' Mutter hat mir ihr Springerle-Model geschenkt, Birnbaum, von 1890: eine Frau mit einem Korb und ein Mond mit Gesicht. Ich habe mich zweimal im Dativ verirrt und wurde beide Male mit Kuchen gerettet.\n\nAuf dem Münstermarkt Linzer gekauft. Auf dem Schauinsland lag Schnee, und man sah die Alpen, die ganze Reihe, wie eine Zeile in einer Schrift, die man fast lesen kann.	\N	episodic	0.6000	3	2024-02-05 05:16:46.758802+00	2023-12-26 22:00:06.758802+00	2024-01-01 14:31:50.758802+00	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "family", "deutsch"], "source": "web"}
dfa5e768-4ed0-4034-9bb8-d88539d13341	Springerle: 4 Eier und 500 g Puderzucker **eine halbe Stunde** rühren, 500 g Mehl, 1 Msp. Hirschhornsalz, Anis aufs Blech. Model gut mehlen, drücken, schneiden. *24 Stunden trocknen lassen*, sonst gibt es keine Füßchen. 140 °C Unterhitze, sie dürfen nicht braun werden.	\N	procedural	0.5000	8	2024-02-09 00:12:32.485391+00	2023-12-28 11:00:56.485391+00	2024-01-03 00:51:28.485391+00	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "recipe", "deutsch"], "source": "phone"}
714490f3-29a4-4cf0-89c8-5246b663a503	# 2023 in ten lines\n\n1. Bought a telescope; it did not end up in a cupboard.\n2. 34 nights outside, 21 Messier objects.\n3. The back bedroom wall is lime again and nearly dry.\n4. 61 flaky tests, 0 left that we know of.\n5. Orkney.\n6. Bread, on purpose.\n7. 23 books, two of them twice.\n8. Learned two alphabets and no verbs.\n9. Mum's new knee.\n10. Wrote things down. This list took four minutes.	\N	semantic	0.8000	3	2024-02-05 22:21:29.685309+00	2023-12-31 17:30:50.685309+00	2023-12-31 17:30:50.685309+00	{"domain": "review"}	{}	{}	0.0000	\N	f	{"tags": ["review"], "source": "phone"}
b7c231d8-b2ff-4952-b5b7-588837f8626c	# Garden plan 2024\n\nEverything moves one bed on.\n\n| Bed | Spring | Summer |\n|---|---|---|\n| 1 | garlic | then leeks |\n| 2 | early potatoes | beans |\n| 3 | broad beans | courgettes (**two** plants, not five) |\n| 4 | rhubarb, herbs | the same |\n\nNew: six Black Krim, sweet peas up the drainpipe, a *third* compost bay.	\N	semantic	0.7000	0	\N	2024-01-01 11:10:10.320446+00	2024-01-06 21:16:53.320446+00	{"domain": "garden"}	{}	{}	0.0000	\N	f	{"tags": ["garden", "plan"], "source": "web"}
ab106ea9-2b2f-4b66-9b73-bc598c89d79a	The list of countries in the settings file:\n\n```yaml\ncountries:\n  - GB\n  - IE\n  - NO\n```\n\nThe third one is `false`. Norway has been missing from the drop-down for **six weeks**. Put it in quotes and have a strong coffee with Ingrid in Bergen to apologise.	\N	semantic	0.4000	1	2024-01-20 16:09:16.268029+00	2024-01-11 11:20:19.268029+00	2024-01-11 11:20:19.268029+00	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "code"], "source": "cli"}
d02418f7-90cd-4cb2-897b-59c857a26666	Finish coat. Three millimetres of cream, polished with the steel trowel while it turned, until it looked like the inside of a shell. Jonas stood there with two mugs and was not allowed to touch it.\n\nThe tidemark has not come back since October. Ten months from foil to finish.	\N	episodic	0.7000	13	2024-02-17 17:32:59.102216+00	2024-01-13 16:30:26.102216+00	2024-01-13 16:30:26.102216+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "lime"], "source": "cli"}
e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	Boiler shows F22: pressure. Filling loop under the sink, black lever, up to 1.3 bar, **close it again**. Third time since November, so there is a leak somewhere; look at the valve in the hall.	\N	procedural	0.4000	13	2024-02-14 23:01:35.295032+00	2024-01-17 06:55:20.295032+00	2024-01-18 16:54:32.295032+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "maintenance"], "source": "cli"}
729a0cf5-6bad-4c10-a12f-cd0aee26e0a5	Limewash: five coats thin as milk, one a day, wall damp each time. It goes on grey like nothing and is white the next morning. Raw sienna, one teaspoon a bucket, makes it candle-coloured. **No** masking tape on fresh lime.	\N	procedural	0.5000	1	2024-02-13 18:44:27.900192+00	2024-01-20 14:00:12.900192+00	2024-01-20 14:00:12.900192+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "paint", "lime"], "source": "phone"}
15fbecd2-30ef-4a4f-8bde-a460005b741d	Full moon over the reservoir on the way home, the colour of weak tea. Pulled over. So had two other cars. Nobody said anything.	\N	episodic	0.3000	0	\N	2024-01-25 18:40:48.684722+00	2024-01-25 18:40:48.684722+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "moon"], "source": "phone"}
472a9d4f-acd4-49a3-ab4e-5bcc63796b89	*Piranesi*, Susanna Clarke. A house with a sea in it. I read the last fifty pages standing in the kitchen with my coat on. What stays: he is grateful, all the time, exactly, to the statues, the tides and the dead. It is not stupidity; it turns out to be the thing that saves him.	\N	semantic	0.6000	5	2024-02-22 16:25:06.130681+00	2024-01-28 22:20:56.130681+00	2024-01-28 22:20:56.130681+00	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading"], "source": "web"}
0077b810-2b03-4165-9c27-cd53a9a084bd	Words I shall really need:\n\n| | | |\n|---|---|---|\n| 駅 | えき | station |\n| 出口 | でぐち | exit |\n| お手洗い | おてあらい | loo |\n| 温泉 | おんせん | hot spring |\n| 野菜 | やさい | vegetables |\n| 星 | ほし | star |\n| 大丈夫 | だいじょうぶ | it's all right |\n\n大丈夫です works for nearly everything.	\N	semantic	0.5000	1	2024-03-02 03:56:23.401865+00	2024-02-03 20:10:34.401865+00	2024-02-03 20:10:34.401865+00	{"domain": "japanese"}	{}	{}	0.0000	\N	f	{"tags": ["japanese", "learning"], "source": "phone"}
3571afee-8ee7-4a3e-bac5-9ac8cfaf8448	Femi is leaving in March, to a company that makes hearing aids. Good for him, bad for us: he is the only one who knows why the price service sleeps for two seconds. Ask him. Write it down. Cake: he likes ginger.	\N	episodic	0.5000	0	\N	2024-02-06 17:40:30.811649+00	2024-02-06 17:40:30.811649+00	{}	{}	{}	0.0000	\N	f	{"tags": ["work"], "source": "web"}
b99b2970-099c-4523-8e27-8ada80dfa1e2	Why the price service sleeps two seconds (from Femi, over lunch): in 2019 the tax provider's cache was one second behind its own database. They fixed it in 2020. Nobody dared take the sleep out.\n\nWe took it out on the test system. Nothing happened. Measure for a week, then live.	\N	semantic	0.7000	1	2024-02-26 11:56:11.258403+00	2024-02-08 15:20:18.258403+00	2024-02-08 15:20:18.258403+00	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "reference"], "source": "web"}
30f6957b-c8e4-49bf-b9ff-3577616e69e7	Winter pruning the old pear, with Alan holding the ladder and opinions:\n\n- dead, diseased, crossing, in that order\n- then stand back for as long as it takes to drink a cup of tea\n- never more than a fifth in one winter\n- cut to an *outward* bud, slope away from it\n- water shoots: pull in June rather than cut in February\n\nTook out one big limb that rubbed. The tree looks surprised.	\N	procedural	0.6000	2	2024-03-03 07:11:05.786917+00	2024-02-10 13:30:41.786917+00	2024-02-10 13:30:41.786917+00	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "pruning", "howto"], "source": "web"}
5c009f91-32c6-4864-a205-07fd66543959	Marmalade, 1.5 kg Sevilles, halved and juiced, pith and pips in the muslin, peel cut while listening to a whole radio play. Overnight in 3 l water. Two hours simmer, 2.2 kg sugar. The muslin squeezed like a cow. 14 jars. One has the label *"for emergencies"*.	\N	procedural	0.5000	0	\N	2024-02-11 17:45:27.557014+00	2024-02-11 17:45:27.557014+00	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "preserving"], "source": "phone"}
a4e4f9dd-bf97-424d-ac5b-58af96f48d97	たべる・たべます・たべました。The verb comes last, so you have to listen to the **end** of everybody's sentence. This would improve most meetings.	\N	semantic	0.4000	1	2024-03-06 23:56:55.934169+00	2024-02-15 21:15:09.934169+00	2024-02-15 21:15:09.934169+00	{"domain": "japanese"}	{}	{}	0.0000	\N	f	{"tags": ["japanese", "learning"], "source": "cli"}
e343d758-ce62-4bfd-8db2-0a337e34c531	Gave up on the 900-page one at page 340. Grandad's rule: "If the author can't be bothered to finish a thought, I can't be bothered to finish his book."	\N	semantic	0.3000	0	\N	2024-02-17 23:00:12.582667+00	2024-02-17 23:00:12.582667+00	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading"], "source": "cli"}
2355d3ca-7f74-4c43-83a7-5c09cef968c6	29 February. Gift vouchers "valid for one year" sold today expire on **1 March** by the till, on **28 February** by the website, and on "Invalid date" by the e-mail. All three of us in the office clapped.	\N	episodic	0.6000	1	2024-03-20 19:41:49.912088+00	2024-02-29 09:05:41.912088+00	2024-02-29 09:05:41.912088+00	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "phone"}
b06094cc-aabf-442d-b1d1-2a33e0584788	**M81 and M82** in one field at 48×: an oval and a splinter. Twelve million years on the way. The light left before there was anybody to send it to.	\N	episodic	0.7000	3	2024-04-05 03:00:38.497267+01	2024-03-03 22:50:19.497267+00	2024-03-03 22:50:19.497267+00	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing", "galaxies"], "source": "phone"}
ce698b09-605b-4213-b538-1cb110f4cd75	Dew heater for the finder: 8 × 330 Ω in parallel on a strip of felt, 12 V, about 3.5 W. Heat-shrink over the joints. Hangs on with Velcro. Cost: £2.60 and one burnt thumb.	\N	procedural	0.5000	3	2024-04-10 06:20:56.616093+01	2024-03-05 19:30:43.616093+00	2024-03-05 19:30:43.616093+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "diy"], "source": "cli"}
0117d567-640c-4872-9fdf-fb5b2f099d7b	They asked if I want to lead the testers now that Femi goes. Four people, full time. For: money, I would do it well, I would like to be asked again some day. Against: three days a week is what makes everything else in here possible.\n\nWrote down what I would lose, and the list was this notebook.	\N	semantic	0.5000	2	2024-03-28 13:35:06.140534+00	2024-03-06 22:20:22.140534+00	2024-03-11 19:35:50.140534+00	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "thinking"], "source": "web"}
7f91a11e-29cc-4f0c-9fb5-75708f6dc67d	Said no, and proposed Noor. Boss relieved; I think they had hoped for Noor. Kept three days. Bought sweet-pea seed to celebrate.	\N	episodic	0.6000	0	\N	2024-03-08 16:10:31.302582+00	2024-03-13 14:17:56.302582+00	{}	{}	{}	0.0000	\N	f	{"tags": ["work"], "source": "phone"}
917edcb9-a04c-4dc8-acef-7d164c4b54d5	Sweet peas sown in loo rolls, two to a roll. Mice have been told.	\N	episodic	0.2000	2	2024-03-17 13:46:58.362596+00	2024-03-09 12:00:50.362596+00	2024-03-10 23:19:06.362596+00	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "web"}
602c0512-9f3b-410f-a7ed-322646b16df3	## Talk: "Press re-run and other superstitions"\n\n*Tester meet-up, upstairs room, 40 chairs, 31 people*\n\n1. A story: three tests and a Sunday in March\n2. The count: 61, by cause\n3. **What a flaky test is telling you**: about itself, about the test before it, about the product\n4. Quarantine with a date on it\n5. What we stopped doing: sleeping, sharing, retrying\n6. The three that were real\n\nBest question: "What did you do about the manager who liked the green colour?"	\N	semantic	0.6000	3	2024-04-04 19:57:29.178037+01	2024-03-14 21:00:51.178037+00	2024-03-14 21:00:51.178037+00	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing", "talk"], "source": "phone"}
7ee8e44b-7b41-4cda-8495-fe8bb02c6724	- [x] Passports, the *new* one for Jonas\n- [x] Rail card\n- [x] Slip-on shoes!\n- [x] Small towel each\n- [x] Presents: shortbread, two jars of marmalade (in the hold)\n- [x] Phrase cards\n- [x] Medicine with its boxes\n- [ ] Umbrellas → buy there\n- [x] Keys and cat to Alan, in that order	\N	procedural	0.4000	2	2024-04-17 22:35:05.365388+01	2024-03-30 15:00:29.365388+00	2024-03-30 15:00:29.365388+00	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan", "packing"], "source": "web"}
e79c37f0-6426-4ead-a27f-0eff83a141d6	A swarm in the old pear: a beard of bees, humming one note. Rang the number on the parish board; a retired nurse came with a sheet and a cardboard box, gave the branch one knock, and they fell in like treacle. She wore no gloves. "They've nothing to defend, pet, they've just moved out."	\N	episodic	0.5000	1	2024-05-27 20:32:07.111863+01	2024-05-25 14:10:00.111863+01	2024-05-25 14:10:00.111863+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "wildlife"], "source": "web"}
408b47ab-cd0f-47f4-b1aa-e8f7aec533ee	# Kyoto, first day\n\nWoke at four like everybody who lands here, so we walked. Philosopher's Path before six: an old man with tongs picking petals, one by one, off the moss. Not to tidy them away. He put them back in the water.\n\n桜 in full flower, five days late this year and, the woman at the inn says, *for you*.\n\nBreakfast was eleven small dishes and I knew what three of them were.\n\nSaid my first whole sentence. 「すみません、この電車は銀閣寺に行きますか。」 It was a bus.	\N	episodic	0.8000	2	2024-05-08 01:10:14.261462+01	2024-04-06 21:40:05.261462+01	2024-04-06 21:40:05.261462+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan", "kyoto"], "source": "web"}
1451ca48-4f70-41e6-bb08-447627774ea9	Saihō-ji. Before they let you see the moss you copy a sutra with a brush, an hour on your knees, stroke by stroke, not understanding one word. By the time you go out you walk at the right speed.\n\nA hundred and twenty kinds of moss. Women with hand brooms, sweeping **leaves off moss**. I thought about bed 4.	\N	episodic	0.6000	0	\N	2024-04-08 20:15:53.026913+01	2024-04-08 20:15:53.026913+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan", "kyoto", "garden"], "source": "web"}
8fc890d9-f6c1-4c05-9c7f-9e4de6824617	> 古池や\n> 蛙飛びこむ\n> 水の音\n>\n> 松尾芭蕉\n\nOld pond / a frog jumps in / the sound of water. The innkeeper recited it while fixing our shower, then said there are a hundred English versions and that "the frog is tired".	\N	semantic	0.5000	0	\N	2024-04-09 22:30:54.610617+01	2024-04-09 22:30:54.610617+01	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading", "japanese", "quote"], "source": "web"}
f57765cd-1372-4756-965c-9fef6e6e2214	platform four, rain.\nthe timetable and the snail\nboth exactly right	\N	episodic	0.2000	0	\N	2024-04-10 07:20:15.436027+01	2024-04-10 07:20:15.436027+01	{}	{}	{}	0.0000	\N	f	{"tags": ["writing", "japanese"], "source": "web"}
8a5c647a-6acf-4a21-a926-a8c79587f607	A schoolgirl on the tram folded a crane out of her ticket, gave it to Jonas, bowed, and got off. He has not put it down since.	\N	episodic	0.2000	0	\N	2024-04-11 21:00:48.543306+01	2024-04-11 21:00:48.543306+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan"], "source": "web"}
e2ab17fa-4562-4b94-b965-3cf24a48331a	## Dōgo and the slow train\n\nTwo carriages along the sea from Takamatsu, every station a name on a board and somebody's pots of pansies. The driver stopped to let a cat finish crossing.\n\nDōgo bath-house: tall wooden thing like a ship. Rules on a laminated card with a drawing of a man doing each of them wrong. Forty-two degrees. After six minutes I could not have told you my surname. Then a rest upstairs in a thin robe with tea and three-coloured dumplings on a stick, looking at roofs in the rain.\n\nJonas: "Why do we *stand* in a *box* at home?"	\N	episodic	0.7000	8	2024-05-07 03:45:07.990658+01	2024-04-13 21:50:25.990658+01	2024-04-16 05:24:49.990658+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan", "shikoku"], "source": "web"}
ae67a92a-6b88-45f8-8863-060ff657d7f2	What the man at the counter in Matsuyama did, as far as I could see over the glass:\n\n- bowl heated with boiling water, emptied, **dried**\n- tare first (two ladles), then fat, then soup, so that it mixes by falling\n- noodles shaken eleven times, folded over once with chopsticks like a napkin\n- toppings with fingers, never with tongs\n- he tasted *every* pot *every* time\n\nSeven seats. Nobody talked. 900 yen.	\N	semantic	0.6000	8	2024-05-13 09:10:16.889193+01	2024-04-15 20:00:04.889193+01	2024-04-15 20:00:04.889193+01	{"domain": "cooking"}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "japan", "notes"], "source": "web"}
0e19e611-93d2-4a0a-af83-c8b10ac0cb2d	From the beach near Kōchi, 33° north: **Omega Centauri**, the one I shall never see from home, a hand above the sea in the borrowed binoculars of the guest-house owner. A ball of fog the size of the moon. 大きい！ he said. 大きい！ I said. It was a whole conversation.	\N	episodic	0.6000	1	2024-05-26 11:12:44.170234+01	2024-04-17 23:20:37.170234+01	2024-04-22 03:50:49.170234+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "travel", "japan"], "source": "web"}
7051afda-a566-4fe2-844b-b7e2f7fc34bc	The knife: santoku, blue steel no. 2, 165 mm, from a shop where they asked to see my hands. Care:\n\n- wipe at once, dry at once; it *will* go grey and that is its face\n- stone 1000 then 6000, fifteen degrees, heel to tip, until there is a burr you can hear\n- never frozen things, never bones, never Jonas's pizza\n- drop of camellia oil if we go away	\N	procedural	0.5000	8	2024-05-12 04:22:45.409698+01	2024-04-19 18:30:19.409698+01	2024-04-22 05:32:33.409698+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan", "cooking", "howto"], "source": "web"}
574ad2df-1978-44ab-b03d-fd51d5f99cc6	Home. Spent £4,410 of 4,580; the rest became a knife. The flat shoes were the best decision, the phrase cards the worst (nobody can read them while I am holding them).\n\nWhat I want to keep: shoes off at the door, one flower, rice washed till clear, trains announced as if it mattered.	\N	semantic	0.5000	8	2024-05-09 00:12:37.643909+01	2024-04-23 19:00:03.643909+01	2024-04-23 19:00:03.643909+01	{"domain": "travel"}	{}	{}	0.0000	\N	f	{"tags": ["travel", "japan", "review", "money"], "source": "cli"}
e503b0f0-fae4-4e7b-a213-ea85b0bef4bd	# Dashi, and what to do with it\n\n一番だし (ichiban dashi): 1 l soft water, 10 g kombu, 20 g katsuobushi.\n\n1. Wipe the kombu, soak 30 minutes (overnight in the fridge is better).\n2. Heat slowly to 60 °C, hold for half an hour. It must never boil.\n3. Kombu out, up to 85 °C, flakes in, heat off. Count to sixty.\n4. Strain through cloth. Do **not** squeeze.\n\nSecond time with the same kombu and flakes, ten minutes' simmer: 二番だし, for miso soup and vegetables.\n\nOur water is hard enough to walk on. Filtered rain is too adventurous; use bottled.	\N	procedural	0.7000	3	2024-06-11 16:34:25.550305+01	2024-04-27 18:20:04.550305+01	2024-05-02 22:55:00.550305+01	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "recipe", "japanese"], "source": "cli"}
34ab481e-454c-4965-bb0a-9638f99b858c	Fungus gnats in the seedlings: water from below only, a finger of sharp sand on top, yellow card. Gone in nine days.	\N	procedural	0.3000	0	\N	2024-05-02 18:30:02.261169+01	2024-05-02 18:30:02.261169+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "cli"}
cfd31c0e-f6aa-4296-bf23-6dc2c8b1b425	# The sky on fire\n\nAlan banging on the door at eleven: "Get your coat on, it's *everywhere*."\n\nAnd it was. Not a glow in the north: overhead, a crown with rays coming down on all sides to the hedges, **red** and violet and at the edges green, and it moved, it breathed. Colour with the plain eye. You could see the chapel's door by it. The lane was full of people in pyjamas whispering as if there were something asleep.\n\nThe solar wind was blowing 700 km/s, the Kp went to 9. The last one like it was October 2003. I know that now; I did not look anything up then.\n\nOne child said "is it the end?" and her mother said "no, love, it's Friday."	\N	episodic	1.0000	3	2024-06-08 20:02:47.170232+01	2024-05-11 02:30:36.170232+01	2024-05-11 02:30:36.170232+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "aurora"], "source": "web"}
f16945bf-bf5a-498a-9359-5ffe4864d5fc	Photos: phone, night mode, 3 s, leaning on the bin. `IMG_2217` is the one. Print it for Alan, A3.	\N	semantic	0.3000	8	2024-06-08 02:13:02.071588+01	2024-05-11 12:15:57.071588+01	2024-05-11 12:15:57.071588+01	{"domain": "astronomy"}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "aurora", "photos"], "source": "cli"}
867d5bcd-2f27-43e1-a7cf-5640f0f40132	Gave Alan the aurora print. He has hung it over the television "where the picture's better".	\N	episodic	0.3000	0	\N	2024-05-19 15:40:13.43573+01	2024-05-19 15:40:13.43573+01	{}	{}	{}	0.0000	\N	f	{"tags": ["people"], "source": "web"}
c97bbdee-1daa-4727-a0e6-6ec7b49b8265	No asparagus for two more years. I *know*. I looked, that is all.	\N	episodic	0.2000	2	2024-05-23 05:03:09.848585+01	2024-05-21 18:00:44.848585+01	2024-05-21 18:00:44.848585+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "web"}
19e723d9-712d-4419-b7f3-5bb653232a41	Whoever has hung up wind chimes: I shall find you.	\N	episodic	0.1000	0	\N	2024-05-29 22:00:34.209888+01	2024-05-29 22:00:34.209888+01	{}	{}	{}	0.0000	\N	f	{"tags": ["village"], "source": "cli"}
0a84103b-1edc-4311-8a2a-8e9c48822482	It was Jonas.	\N	episodic	0.1000	0	\N	2024-05-30 18:10:03.496818+01	2024-05-30 18:10:03.496818+01	{}	{}	{}	0.0000	\N	f	{"tags": ["village"], "source": "web"}
b149d9ad-7706-4a85-9401-335871e5e093	Suppers when nobody can think:\n\n1. dal\n2. eggs in tomato, feta\n3. leeks, mustard, pasta\n4. rice, kimchi, egg\n5. potatoes, herring, beetroot\n6. toast, sardines, lemon\n7. the chip van (Thursdays)	\N	semantic	0.3000	3	2024-06-11 05:28:15.265834+01	2024-06-01 10:00:13.265834+01	2024-06-01 10:00:13.265834+01	{"domain": "cooking"}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "list"], "source": "web"}
3c3de00c-e2d4-4383-b0ff-fbdd86acb987	New product owner asks for "no bugs, ideally". Proposed instead: nobody charged twice, nobody locked out on a Saturday, nothing that makes a receptionist cry. Three lines on the wall. Much better meetings.	\N	semantic	0.5000	8	2024-07-12 01:38:56.543692+01	2024-06-04 10:40:07.543692+01	2024-06-05 07:57:40.543692+01	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "phone"}
247874c7-9a25-430a-b24d-62dc6b81bd89	## The Left Hand of Darkness, Ursula K. Le Guin\n\nSecond reading, fifteen years after the first. Then it was a book about gender. Now it is a book about two people pulling a sledge, and what trust is made of: food, mostly, and who gets up first.\n\nThe crossing of the ice is eighty pages and I would not lose one.\n\nIdea to keep: *shifgrethor*, the pride one must not step on. We have it at work, we only lack the word.	\N	semantic	0.7000	0	\N	2024-06-09 22:00:12.008432+01	2024-06-09 22:00:12.008432+01	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading"], "source": "phone"}
e41400f0-1c14-4f66-a8f8-6b732d8a0df5	Mum walked up to the chapel field **by herself**, new knee and all, sat down in the deck chair and asked where the aurora had been. I pointed. She looked at the plain blue sky for quite a while, like you look at the place on a wall where a picture was.	\N	episodic	0.5000	5	2024-07-14 10:53:12.153807+01	2024-06-15 21:40:11.153807+01	2024-06-15 21:40:11.153807+01	{}	{}	{}	0.0000	\N	f	{"tags": ["family"], "source": "web"}
9a90fbc3-0386-4181-8841-92a212653ace	Other pencil line: sunset at 21:49, far right, behind the transmitter. The sun's whole year on the landing window is **94 cm** wide.	\N	episodic	0.3000	0	\N	2024-06-20 21:50:28.706796+01	2024-06-20 21:50:28.706796+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "house"], "source": "cli"}
1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	Voted, before breakfast, in the hall where the pomologist will be in September. Pencil on a string.	\N	episodic	0.1000	13	2024-07-23 10:17:46.434572+01	2024-07-04 08:10:02.434572+01	2024-07-04 08:10:02.434572+01	{}	{}	{}	0.0000	\N	f	{"tags": ["village"], "source": "cli"}
b85bc9eb-7077-469f-86d0-3cb810d30a42	Garlic lifted: 44 of 48. Carcassonne the fattest. Plaited while watching tennis, badly in both cases.	\N	episodic	0.4000	1	2024-08-08 04:07:23.355529+01	2024-07-06 13:30:12.355529+01	2024-07-11 08:21:17.355529+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "phone"}
56192bae-1ad6-45a1-a797-f0bbb458990b	Lifted the flagstone by the shed because it rocked. There is a **well** under it. Dry-stone, 80 cm across, water at 3.1 m, cold as a coin. Not on any plan. Put the stone back and a pot on top and rang the council, who rang somebody, who is coming "to have a think".	\N	episodic	0.4000	3	2024-08-13 15:04:49.919853+01	2024-07-10 19:10:24.919853+01	2024-07-10 19:10:24.919853+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "garden"], "source": "web"}
4e274762-b9a5-49e4-a40e-f846b36b67cb	Kimchi, batch 4, the good one:\n\n- 2 Chinese leaves, quartered, salted in the folds, 5 h, rinsed three times\n- paste: 1 pear, 1 onion, thumb of ginger, head of garlic, 60 g gochugaru, 3 tbsp fish sauce, rice-flour porridge\n- spring onions, carrot, a handful of chives from bed 4\n\nTwo days on the side in a box **in a tray** (see batch 2), then the fridge. Best from day nine.	\N	procedural	0.6000	13	2024-08-02 16:32:29.868488+01	2024-07-13 16:20:42.868488+01	2024-07-13 16:20:42.868488+01	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "preserving", "recipe"], "source": "phone"}
33e73943-ea3b-44f8-b004-26720f7525fb	(Batch 2 exploded. The ceiling still has a freckle.)	\N	episodic	0.2000	3	2024-07-17 18:18:45.583922+01	2024-07-13 16:25:43.583922+01	2024-07-13 16:25:43.583922+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking"], "source": "phone"}
c0f41eec-f698-4321-9a02-1613dacfe30e	Long weekend in Lisbon for Priya's fortieth. *Saudade* explained to us four times by four taxi drivers, all differently. Grilled sardines in the street, tiles, hills, a shop with nothing in it but gloves. Um café e um pastel de nata, se faz favor: my entire Portuguese, used nine times a day.	\N	episodic	0.5000	0	\N	2024-07-21 22:15:20.101301+01	2024-07-21 22:15:20.101301+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "portugal"], "source": "phone"}
aadffe4f-b41e-47d2-8620-1f118924cc24	# Freeing a sash window\n\nThe landing one, painted shut since (going by the colours) the seventies.\n\n1. Score all round with a blade, inside *and* outside. Then a wide scraper, tapped, never levered.\n2. Staff bead off from the middle, bowing it out; pins stay in the wood, pull them through from behind.\n3. Lower sash out onto towels. **Tie a knot in the cord** or the weight goes down the box and you will hear it laugh.\n4. New cord: waxed cotton no. 6, two clout nails, none of them in the top 15 cm.\n5. Parting bead is always broken. Buy two.\n6. Candle wax in the grooves, not oil.\n\nWeights: 5.4 kg each, chalked *"Landing B"* by somebody with lovely handwriting. Mr Batey?	\N	procedural	0.7000	13	2024-08-23 22:36:39.875895+01	2024-07-27 18:30:28.875895+01	2024-07-29 13:10:35.875895+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "windows", "howto"], "source": "cli"}
eefd536d-e36b-4fbf-a5a3-821ec768702e	The person who thinks has thought: the well is older than the house, served the four cottages that stood here until 1929, and *Batey* was the name in the last of them. So J. Batey plastered the new house that was built on his own garden.\n\nI read that twice.	\N	episodic	0.5000	0	\N	2024-08-07 15:30:02.07771+01	2024-08-07 15:30:02.07771+01	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "history"], "source": "web"}
c8c6ee30-bde2-4d62-bb42-35e00af5dd6a	Perseids under cloud. Saw two, one of which was a plane. Aurora again behind the gaps though, pale, like somebody walking about upstairs with a lamp.	\N	episodic	0.3000	0	\N	2024-08-13 01:00:16.817056+01	2024-08-13 01:00:16.817056+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "meteors"], "source": "cli"}
0520c060-8e11-4fd3-9f49-39a1ef54a9e0	# Who was J. Batey?\n\nFrom the county archive (two hours, pencils only):\n\n- **John Batey**, b. 1889, "plasterer, journeyman", 3 Well Cottages, census of 1911 and 1921\n- wife Hannah, four children, one d. 1918\n- 1929: cottages condemned, families moved to the new terrace by the station\n- 1931: rates book for *our* house: built by Messrs Robson; "plast. work J. B., £11 4s"\n- 1940: a J. Batey in the Observer Corps list. So he watched the sky from the hill at night!\n\nGap: what he looked like. The archivist has written to a Batey in Prudhoe.\n\nWhat I keep thinking: he came back to where his kitchen had been, and made it smooth for somebody else.	\N	semantic	0.6000	5	2024-09-02 08:18:47.498564+01	2024-08-14 20:50:55.498564+01	2024-08-17 14:46:36.498564+01	{"domain": "house"}	{}	{}	0.0000	\N	f	{"tags": ["house", "history"], "source": "web"}
08db435f-ed8b-4458-a659-99d08d6958a4	Six Black Krim, forty-one fruits, no blight yet. Ate the first at the sink again. It is going to be a ceremony.	\N	episodic	0.5000	8	2024-09-27 10:30:49.106987+01	2024-08-18 12:50:19.106987+01	2024-08-18 12:50:19.106987+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "tomatoes"], "source": "web"}
906714e1-952e-46ea-a258-aa5d6e073dc9	For the freezer: 4 kg tomatoes in halves, cut side up, garlic, oil, thyme, 140 °C for two and a half hours. Blend, skins and all. Nine tubs. Write the **year** on them this time.	\N	procedural	0.4000	1	2024-09-30 13:15:21.388613+01	2024-08-25 17:00:36.388613+01	2024-08-25 17:00:36.388613+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "garden"], "source": "web"}
5a37c802-9133-4107-87e6-029186028c45	*Convenience Store Woman*, Sayaka Murata. いらっしゃいませ! Funny until it is not. She is the only person in the book who does her job with love, and everybody wants to cure her of it.	\N	semantic	0.5000	0	\N	2024-08-29 22:35:52.263282+01	2024-08-29 22:35:52.263282+01	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading", "japan"], "source": "web"}
5ab22ab2-8770-452f-89df-add5ae892986	Small thing that saved the morning: what happens when the payment provider says nothing at all?\n\n```python\ndef silent_server(port: int) -> socket.socket:\n    """Accepts, and then keeps its mouth shut."""\n    server = socket.create_server(("127.0.0.1", port))\n    server.listen()\n    return server\n```\n\nPoint the till at it. It waited for **eleven minutes** with the customer's card in the machine.	\N	procedural	0.5000	1	2024-10-10 00:12:56.056968+01	2024-09-03 11:00:16.056968+01	2024-09-03 11:00:16.056968+01	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "code"], "source": "phone"}
9728921b-3e69-48b7-879f-9595f6e984d6	A customer called *"Bob's "Best" Bikes, Ltd."* broke the export, because somebody wrote `",".join(row)`. Use the library:\n\n```python\nwith open(path, "w", newline="", encoding="utf-8") as out:\n    csv.writer(out).writerows(rows)\n```\n\nPut Bob into the test data for ever, next to Ms O'Neil, Mr Null and the Łódź office.	\N	procedural	0.4000	2	2024-10-18 14:46:53.844326+01	2024-09-11 14:00:09.844326+01	2024-09-11 14:00:09.844326+01	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "code"], "source": "web"}
7204e640-ea8f-422a-b14f-431a95ba5263	Zwetschgen von Alans Schwester, zwei Eimer. Kuchen, Kuchen, Mus, Kuchen.	\N	episodic	0.2000	13	2024-10-19 00:03:32.736497+01	2024-09-15 16:10:00.736497+01	2024-09-18 05:35:14.736497+01	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "deutsch"], "source": "phone"}
b5914977-6dde-4577-b950-49ce7031089d	Partial eclipse at quarter to four. A bite out of the top of the moon, no bigger than a fingernail, but with a *round* edge, and the roundness is us. Aristotle's argument. Went back to bed convinced.	\N	episodic	0.5000	1	2024-10-05 11:06:55.721729+01	2024-09-18 04:15:50.721729+01	2024-09-18 04:15:50.721729+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "moon", "eclipse"], "source": "cli"}
4b87b8e8-dff3-4640-a130-f5bf95fcc29b	## Where bugs live\n\nNoor asked me to write it on one page for the new people.\n\n- **At edges**: nothing, one, the most, one more than the most.\n- **At joins**: where two teams, two systems or two currencies meet. Nobody owns a join.\n- **In time**: twice, too late, at once, half-way, after a restart.\n- **In names**: long, short, foreign, quoted, with an emoji, called *Null*.\n- **In undo**: everything that can be done should be undone, then done again.\n- **Where it was just mended.** Look left and right of the plaster.\n- **Where the code is clever.**\n- **Where the meeting was long.**\n\nAnd: read the error message *aloud*. If you feel silly, so will the customer.	\N	semantic	0.7000	1	2024-10-30 03:33:22.510133+00	2024-09-20 10:15:48.510133+01	2024-09-20 10:15:48.510133+01	{"domain": "work"}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing", "reference"], "source": "cli"}
a197e73f-cc69-4bcc-81ac-846a5dcd1fb3	Equinox: sun set exactly between the two pencil lines. Obviously. Still pleased.	\N	episodic	0.2000	1	2024-10-28 19:56:58.596943+00	2024-09-22 19:15:01.596943+01	2024-09-24 21:11:58.596943+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "garden"], "source": "cli"}
7dc4d18d-6a07-4b76-905c-6c9b5e5c4481	Apple day at the hall. The pomologist (a word I got to use) says our nameless one behind the shed is **Keswick Codlin**, a cooker, found on a rubbish heap in 1793. Explains everything.	\N	episodic	0.4000	0	\N	2024-09-28 17:15:43.887191+01	2024-09-28 17:15:43.887191+01	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "village"], "source": "phone"}
fd571332-454f-4ede-b9d4-1d8b3d2002a0	Village choir, first evening. I am an alto, it seems. We sang one line for forty minutes and at the end it was, for about two seconds, *one thing*.	\N	episodic	0.3000	8	2024-10-19 23:54:31.558588+01	2024-10-02 21:30:11.558588+01	2024-10-08 10:17:05.558588+01	{}	{}	{}	0.0000	\N	f	{"tags": ["village", "music"], "source": "web"}
177b2b58-36d0-4d8d-ac71-a35d4a6ebb5e	# Comet Tsuchinshan–ATLAS\n\nDrove up to the Roman wall with Alan and Jonas and a flask. Sun down at ten past six. At five to seven Jonas said "is *that*—" and it was.\n\nWith the eye: a small yellowish star with a brush stroke going straight up, as long as my fist and thumb, and then longer as it got dark. In binoculars a bright round head, the tail splitting. There was even the anti-tail, a needle the other way, towards where the sun had gone.\n\nIt was last here, if it was ever here, eighty thousand years ago. There were people. They would have stood on something high with somebody they liked.\n\nLeft when it touched the trees at twenty to eight. Nobody wanted to start the car.	\N	episodic	0.9000	5	2024-11-20 10:34:07.836991+00	2024-10-14 19:25:20.836991+01	2024-10-14 19:25:20.836991+01	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "comet", "observing"], "source": "web"}
c19e4afb-ce6b-45aa-af73-4066ff739280	Drew the comet from memory with chalk on black paper. Wrong, but the right kind of wrong.	\N	episodic	0.3000	1	2024-10-28 12:06:44.466343+00	2024-10-15 20:10:44.466343+01	2024-10-15 20:10:44.466343+01	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "comet"], "source": "phone"}
738e4475-fa2c-4ee3-8ce7-7bb28e8ea0c8	## Steel Rigg to Housesteads, 6 miles\n\nWind from the west, showers with rainbows in them. The wall goes up and down the crags like a thing that has been told to and is not going to argue. At the Sycamore Gap the stump; somebody has put a ring of stones round it, and out of the stump come **shoots**, eight of them, knee-high, with yellow leaves.\n\nAte the cheese scones in a turret.	\N	episodic	0.5000	0	\N	2024-10-19 18:00:47.462463+01	2024-10-21 06:03:18.462463+01	{}	{}	{}	0.0000	\N	f	{"tags": ["travel", "walking", "northumberland"], "source": "cli"}
c1714ba6-88b3-42f5-a8ce-3dafe433ffd9	A letter from Prudhoe, from Joan Batey, 88. She is John's granddaughter. With it a photograph: five men in caps on a plank between two ladders, in front of **our window**, trowels held up like swords. The one on the left, laughing, is him.\n\nShe remembers the well ("we weren't to go near it, so we did") and asks whether the pear tree is still there.\n\nIt is. I am sending her a jar of them.	\N	episodic	0.8000	0	\N	2024-10-25 17:50:05.292355+01	2024-10-28 11:07:14.292355+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "history", "people"], "source": "web"}
154112d7-c34e-4f67-b8cc-f196e7a76acb	MOT passed, new brake pipe £92. Next due **1 November 2025**.	\N	episodic	0.2000	8	2024-12-01 21:25:49.189167+00	2024-11-01 12:30:54.189167+00	2024-11-03 12:03:13.189167+00	{}	{}	{}	0.0000	\N	f	{"tags": ["admin", "car"], "source": "cli"}
d36c4a03-031c-4de0-838c-fa5ab1a1276a	Tortilla de Marisol: 6 huevos, 4 patatas, 1 cebolla grande. Patata y cebolla en **mucho** aceite, a fuego lento, media hora, sin que se doren. Escurrir, mezclar con el huevo, *esperar diez minutos*. Darle la vuelta con un plato y con fe.	\N	procedural	0.4000	8	2024-12-11 12:40:22.265594+00	2024-11-03 13:10:11.265594+00	2024-11-04 13:43:25.265594+00	{}	{}	{"tested": true}	0.0000	\N	f	{"tags": ["cooking", "recipe", "español"], "source": "phone"}
2eb29eb7-7003-411a-9574-a7044f46efd4	Loft circuit, from the electrician's visit:\n\n- old rubber cable to the back bedroom is **dead**, may be pulled out\n- ring main fine, two sockets on a spur that should not be\n- no RCD on the cooker: he did it on the spot\n- network cable may go in the bell-wire duct, keep 5 cm from the mains\n\nCertificate is in the blue folder. Invoice 480, paid.	\N	semantic	0.6000	0	\N	2024-11-09 19:45:07.746572+00	2024-11-09 19:45:07.746572+00	{"domain": "house"}	{}	{}	0.0000	\N	f	{"tags": ["house", "electrics"], "source": "web"}
008eae81-40b8-46bb-bb3f-029accb8e22d	Cat 6 pulled up the bell-wire duct with a vacuum cleaner, a plastic bag and fishing line. Jonas at the top shouting "PLASTIC!" The loft has internet. It took us twenty months and eleven minutes.	\N	episodic	0.4000	3	2024-11-29 05:13:13.134929+00	2024-11-16 16:40:37.134929+00	2024-11-16 16:40:37.134929+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "network"], "source": "cli"}
01b5b511-e97a-49ca-9a6d-081edac1da33	Cough. Ginger, honey, bed, Le Guin.	\N	episodic	0.1000	1	2024-11-21 21:52:17.142885+00	2024-11-20 23:00:29.142885+00	2024-11-20 23:00:29.142885+00	{}	{}	{}	0.0000	\N	f	{"tags": ["health"], "source": "cli"}
af49d4bf-dc68-42b7-bf85-f0259b465347	Rye in a tin: 500 g wholemeal rye, 400 ml water, 150 g of Gerald, 12 g salt, caraway. No kneading, a wet spoon. 4 h. 250 °C for 15 minutes, then 200 for 45. **Wait until tomorrow** before you cut it. (You will not. It will be gummy. You were told.)	\N	procedural	0.5000	13	2024-12-13 03:19:37.267466+00	2024-11-24 10:30:19.267466+00	2024-11-24 10:30:19.267466+00	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "bread"], "source": "web"}
e722b52b-caec-47a3-b8a5-cc3a391d5536	Joan came to tea with her nephew. Went up the stairs one at a time, stood in the back bedroom and put two fingers on the signature, without a word, the way you would touch a sleeping child's hair.\n\nThen: "He always did his *y* like that." Then scones.	\N	episodic	0.8000	13	2024-12-10 08:56:55.29631+00	2024-11-30 18:00:01.29631+00	2024-11-30 18:00:01.29631+00	{}	{}	{}	0.0000	\N	f	{"tags": ["house", "people"], "source": "web"}
0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	Geminids with nearly a full moon: 23 in an hour all the same, slow and fat. Frost on the blanket, frost on the flask, frost on the cat, who came to see.	\N	episodic	0.4000	8	2024-12-30 19:15:00.50005+00	2024-12-14 00:50:48.50005+00	2024-12-14 00:50:48.50005+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "meteors"], "source": "phone"}
4d0033b4-998a-469f-8c11-c88f321d8f01	Springerle in Northumberland, erster Versuch: die Frau mit dem Korb ist gut geworden, der Mond hat ein bisschen gelächelt. Füßchen: ja!	\N	episodic	0.3000	0	\N	2024-12-15 16:30:51.742683+00	2024-12-15 16:30:51.742683+00	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "deutsch"], "source": "cli"}
61428249-94a4-49a4-a36a-b74520de9e85	# 2024 in ten lines\n\n1. Japan.\n2. The aurora, and Alan in his dressing gown under it.\n3. A comet.\n4. 29 nights outside, Messier list at **58** of 110.\n5. Lime: done. Two sash windows move.\n6. Talk given, nobody left.\n7. 41 tomatoes.\n8. 26 books, one in German, all of it.\n9. Can read a Japanese menu as far as the price.\n10. The list took three minutes. Getting better.	\N	semantic	0.8000	8	2025-01-28 14:25:50.991466+00	2024-12-31 16:50:54.991466+00	2024-12-31 16:50:54.991466+00	{"domain": "review"}	{}	{}	0.0000	\N	f	{"tags": ["review"], "source": "web"}
9af6ad33-c33d-4d8c-9754-6613da8043a7	# Garden plan 2025\n\n- bed 1: potatoes → leeks\n- bed 2: beans, **borlotti** up the wigwam\n- bed 3: garlic (already in, 60 cloves) → green manure\n- bed 4: herbs; *half the rhubarb goes to Joan*\n- against the shed: one fig, because we have been warm twice and hope is free\n\n- [x] Order seeds before the 10th\n- [ ] Well cover: oak, with a grating, so it can be looked into\n- [ ] Third compost bay (carried over) (again)\n- [ ] Alan's hedge: we do it this year, both sides	\N	semantic	0.8000	5	2025-01-03 07:48:12.365797+00	2025-01-02 10:40:49.365797+00	2025-01-02 10:40:49.365797+00	{"domain": "garden"}	{}	{}	0.0000	\N	f	{"tags": ["garden", "plan"], "source": "web"}
6e015ada-4eba-459d-ad63-788e268c478f	Mars the day after opposition, 14.5″. Polar cap like a grain of salt, and a dark smudge that is Mare Acidalium according to the book and "a thumbprint" according to Jonas. 250× and a lot of waiting between the wobbles.	\N	episodic	0.5000	0	\N	2025-01-17 23:10:36.686396+00	2025-01-17 23:10:36.686396+00	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing", "planets"], "source": "web"}
7e8cd85e-f6ce-46e7-b06c-35fee468e3c6	Storm all day, gusts to 90 on the top road. Red warning. Two slates off the north side, the cowl held (thank you, Denise). Power out 10:40–16:15: soup on the camping stove, Scrabble by head torch. Jonas laid SCHNEE and there was a discussion.	\N	episodic	0.5000	1	2025-02-04 17:45:36.267172+00	2025-01-24 18:20:48.267172+00	2025-01-24 18:20:48.267172+00	{}	{}	{}	0.0000	\N	f	{"tags": ["weather", "house"], "source": "phone"}
42792ad6-d1d3-4a4c-85b4-d68f7a767917	Big garden count, one hour, two coffees:\n\n| | |\n|---|---:|\n| house sparrow | 14 |\n| blackbird | 4 |\n| blue tit | 6 |\n| robin | 2 |\n| long-tailed tit | 9 |\n| goldfinch | 7 |\n| wood pigeon | 2 (large) |\n| sparrowhawk | 1, very briefly, then everybody 0 |	\N	episodic	0.4000	1	2025-02-18 23:05:01.840791+00	2025-01-26 11:00:32.840791+00	2025-01-26 11:00:32.840791+00	{}	{}	{}	0.0000	\N	f	{"tags": ["wildlife", "birds", "garden"], "source": "web"}
7ac2a10b-937e-4611-8f0d-9b2b1304e24e	Venus and Saturn in the west, Jupiter overhead, Mars over the roofs: four planets with the eye in one turn of the head. Neptune and Uranus supposed to be there as well. Took them on trust.	\N	episodic	0.5000	2	2025-02-21 11:02:07.56495+00	2025-01-29 19:30:42.56495+00	2025-01-29 19:30:42.56495+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "planets"], "source": "phone"}
f2116006-ffe7-479c-9e04-d23154a842da	Rye loaf and the fourth-best jar of marmalade to Joan. She sent back a stotty and a photograph of Hannah with hens.	\N	episodic	0.2000	5	2025-02-11 00:59:28.018095+00	2025-01-31 16:00:39.018095+00	2025-02-02 23:55:27.018095+00	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking", "people"], "source": "web"}
ae992313-d96c-4228-9401-373464d52f7c	To read:\n\n- [x] ~~the 900-page one~~\n- [ ] *The Living Mountain*, Nan Shepherd (Priya's copy)\n- [ ] *Der Stechlin*, Fontane: Jonas says it is about nothing, as a compliment\n- [x] *Small Things Like These*, Claire Keegan\n- [ ] the dew-point chapter in the lime book\n- [ ] something from Portugal	\N	semantic	0.4000	1	2025-02-27 18:19:03.456764+00	2025-02-02 21:00:54.456764+00	2025-02-02 21:00:54.456764+00	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading", "list"], "source": "cli"}
81cf838b-8e41-409e-b11b-cc58e0ed7e2c	Cut grafting wood from the old pear, pencil-thick, last year's growth, wrapped damp in the bottom of the fridge (labelled NOT FOOD). Graft in April: whip and tongue onto Quince A, so that there will be one for Joan's nephew and one for the chapel.	\N	procedural	0.4000	0	\N	2025-02-08 15:40:49.624194+00	2025-02-08 15:40:49.624194+00	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "pruning"], "source": "cli"}
75c98f62-f1e3-4a36-a63b-0eaf67b19877	> Über allen Gipfeln\n> Ist Ruh,\n> In allen Wipfeln\n> Spürest du\n> Kaum einen Hauch;\n> Die Vögelein schweigen im Walde.\n> Warte nur, balde\n> Ruhest du auch.\n>\n> Goethe, 1780, mit Bleistift an die Wand einer Jagdhütte\n\nMit Bleistift an die Wand! Wie Herr Batey. Fünfzig Jahre später kam er noch einmal hin, und es stand noch da.	\N	semantic	0.4000	2	2025-03-24 07:34:17.282655+00	2025-02-14 22:50:40.282655+00	2025-02-14 22:50:40.282655+00	{"domain": "reading"}	{}	{}	0.0000	\N	f	{"tags": ["reading", "quote", "deutsch"], "source": "cli"}
82677cb5-ceee-4c26-9dd6-b7c1715e6710	高知のみなさまへ\n\nお元気ですか。去年の四月、浜辺で大きい星団を見せてくださって、ありがとうございました。こちらはまだ寒いですが、庭にスノードロップが咲きました。\n\nまた会いましょう。星が待っています。\n\nネルとヨナス\n\n(Three evenings, two dictionaries. Sent with a jar of marmalade.)	\N	episodic	0.5000	1	2025-03-09 02:47:51.907964+00	2025-02-20 20:30:44.907964+00	2025-02-22 09:47:46.907964+00	{}	{}	{}	0.0000	\N	f	{"tags": ["japanese", "letter", "people"], "source": "phone"}
06274cf4-131d-494f-b826-c98184b78674	**M50** tonight, which makes seventy. A red star at the edge like a button come loose. Forty left, and a dozen of them scrape the southern trees in May for about nine minutes.	\N	episodic	0.6000	1	2025-03-30 22:00:47.890672+01	2025-02-26 22:30:45.890672+00	2025-02-26 22:30:45.890672+00	{}	{"outdoors": true}	{}	0.0000	\N	f	{"tags": ["astronomy", "observing"], "source": "phone"}
46a2c6ce-9933-40c7-8e7d-81217632b1dc	Priya rang at six: **Leo**, 3.4 kg, both well. Born 05:12, clear sky, Arcturus high over the hospital car park (I checked). Aunt!	\N	episodic	0.9000	13	2025-03-07 13:46:08.704988+00	2025-02-27 07:15:56.704988+00	2025-02-27 07:15:56.704988+00	{}	{}	{}	0.0000	\N	f	{"tags": ["family"], "source": "phone"}
9bc99dbe-600d-42d7-9c7f-ce73aded783f	Wrote it in Grandad's red book as well, which Mum gave me at Christmas. 27 Feb. *Leo born 5.12 am.* Next line, today: *Sowed tomatoes, Black Krim, 12.*	\N	episodic	0.6000	8	2025-04-03 09:23:11.974444+01	2025-02-28 13:20:06.974444+00	2025-03-06 01:40:44.974444+00	{}	{}	{}	0.0000	\N	f	{"tags": ["family", "meta"], "source": "web"}
49ae49c6-c36a-4ac2-aead-c9122c6eacc4	Fig planted (Brown Turkey), roots in an old laundry drum so it does not run off to Alan's.	\N	episodic	0.2000	8	2025-03-05 13:22:36.98189+00	2025-03-01 14:20:47.98189+00	2025-03-01 14:20:47.98189+00	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "phone"}
a171a551-fff0-4613-b1e3-1956007b23d7	Pancake day. 2 eggs, 110 g flour, 200 ml milk, 75 ml water, *rest it*. First one to the cat, as is law.	\N	episodic	0.1000	3	2025-03-14 15:02:51.341344+00	2025-03-04 19:00:49.341344+00	2025-03-09 15:12:39.341344+00	{}	{}	{}	0.0000	\N	f	{"tags": ["cooking"], "source": "web"}
60ba6af0-950e-443a-9b78-da644f512b0d	# Two years of this\n\nExactly two years since the first note. I went through all of them tonight with a pot of tea, and what strikes me is that none of the important ones looked important on the day.\n\nA square of kitchen foil on a wall. If I had not written it down I should have painted over the damp, as everybody did before me. Then no lime, no gypsum off, no pencil signature; no archive, no Prudhoe, no Joan with two fingers on the plaster. It goes from the foil to the scones in nine links and I can click my way along them.\n\nSame with the flaky tests: a sulky line on a Thursday became a list, the list became a talk, the talk is why Noor came to us.\n\nWhat I would change:\n\n- more numbers in the kitchen ("some flour" is a lie told to the future)\n- fewer tags. I have close to eighty and use twelve\n- say *why* when I link two things; "related" means I was tired\n\nWhat I would not change: the day it happens, tidy it later or never.	\N	semantic	0.7000	1	2025-03-04 23:57:29.685009+00	2025-03-04 21:30:58.685009+00	2025-03-04 21:30:58.685009+00	{"domain": "meta"}	{}	{}	0.0000	\N	f	{"tags": ["meta", "review"], "source": "cli"}
14adb9cb-65f6-4e66-8c34-bed00c9a2849	# 29 March, partial solar eclipse\n\nFrom here: begins 10:09, deepest 11:05 (some 40 %), ends 12:02. Filter film from the drawer, *check it for pinholes against a lamp*. School has asked if the children may come: 26 of them, one telescope, one colander for projecting.	\N	semantic	0.5000	0	\N	2025-03-06 20:15:18.885252+00	2025-03-06 20:15:18.885252+00	{"domain": "astronomy"}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "eclipse", "plan"], "source": "cli"}
89617b3c-5401-4dee-a2ae-dd2097e0cf67	Did the hedge, both sides, before the birds start. Alan watched from his kitchen with the window open and made no remark of any kind. At four he brought out the whisky.	\N	episodic	0.4000	8	2025-04-11 10:42:23.023189+01	2025-03-08 16:30:55.023189+00	2025-03-08 16:30:55.023189+00	{}	{}	{}	0.0000	\N	f	{"tags": ["garden", "people"], "source": "web"}
bf10e5b1-09c6-4e98-9fed-0027c8b605e4	Garlic 58 of 60 through. Two blackbirds look thoughtful.	\N	episodic	0.2000	2	2025-04-18 10:20:27.606084+01	2025-03-10 18:10:59.606084+00	2025-03-10 18:10:59.606084+00	{}	{}	{}	0.0000	\N	f	{"tags": ["garden"], "source": "web"}
3a210204-4c30-4a2d-b368-546e91203045	# The nightly run has been green for 100 nights\n\nNoor brought a cake with a clock on it. The clock was, on purpose, wrong by an hour.	\N	episodic	0.5000	13	2025-03-28 17:07:14.521834+00	2025-03-12 17:00:12.521834+00	2025-03-12 17:00:12.521834+00	{}	{}	{}	0.0000	\N	f	{"tags": ["work", "testing"], "source": "cli"}
1acfda61-ac49-4a9a-8783-5a7a8c0749da	# Eclipse at moonset\n\nIt went down into the haze over Warden Hill with two thirds gone and the rest the colour of a brick, at the same moment as the sky behind us turned pink. Stood between the two, turning round and round like a dog on a rug. Choir at seven tonight.	\N	episodic	0.5000	1	2025-04-14 09:08:16.598904+01	2025-03-14 06:40:22.598904+00	2025-03-14 06:40:22.598904+00	{}	{}	{}	0.0000	\N	f	{"tags": ["astronomy", "moon", "eclipse"], "source": "web"}
\.


--
-- Data for Name: memory_access_log; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.memory_access_log (id, memory_id, accessed_at) FROM stdin;
1	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
2	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
3	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
4	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
5	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
6	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
7	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
8	0ca0770c-0687-4176-b0a1-a88caa2cae6d	2023-03-28 11:11:15.033972+01
9	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
10	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
11	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
12	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
13	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
14	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
15	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
16	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
17	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
18	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
19	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
20	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
21	2b9e688d-918b-4a31-8482-0d950b6f95a5	2023-03-29 06:24:27.997537+01
22	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
23	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
24	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
25	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
26	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
27	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
28	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
29	e025d3bd-6011-4af2-8c80-3c2ad843f578	2023-04-16 21:44:25.270318+01
30	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
31	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
32	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
33	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
34	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
35	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
36	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
37	52e13d1c-3b3d-4ea8-aa32-4be9b7197987	2023-04-16 05:44:55.645317+01
38	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
39	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
40	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
41	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
42	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
43	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
44	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
45	c593589a-efc8-4ffd-9caf-5b3084e8c18c	2023-04-22 12:38:30.214797+01
46	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
47	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
48	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
49	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
50	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
51	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
52	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
53	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
54	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
55	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
56	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
57	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
58	eb2e422d-38bc-4dd8-8604-aa8a85790bfe	2023-04-02 10:19:30.522628+01
59	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
60	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
61	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
62	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
63	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
64	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
65	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
66	91cdf4af-a1aa-468d-8b34-07639296b2ad	2023-05-10 17:59:53.804375+01
67	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
68	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
69	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
70	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
71	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
72	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
73	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
74	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
75	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
76	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
77	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
78	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
79	e6f357f6-5364-4077-845f-4e024a55550d	2023-04-21 06:13:54.537997+01
80	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
81	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
82	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
83	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
84	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
85	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
86	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
87	9c58f260-c5be-4314-b038-563a478a67bb	2023-06-05 20:01:05.512142+01
88	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
89	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
90	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
91	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
92	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
93	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
94	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
95	ef490c1d-8c08-4847-a368-ad39f16cd278	2023-06-08 06:48:29.415092+01
96	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
97	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
98	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
99	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
100	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
101	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
102	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
103	2792cae8-4656-400e-8b25-0b34a4a67769	2023-06-09 19:03:16.514048+01
104	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
105	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
106	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
107	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
108	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
109	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
110	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
111	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
112	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
113	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
114	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
115	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
116	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	2023-08-08 05:47:38.456595+01
117	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
118	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
119	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
120	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
121	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
122	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
123	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
124	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
125	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
126	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
127	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
128	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
129	d02de338-e3c1-484e-949f-1d5deca1b86d	2023-07-26 01:49:47.505379+01
130	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
131	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
132	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
133	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
134	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
135	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
136	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
137	900b64cc-155f-4837-9657-f581dc7e39e0	2023-08-22 02:22:56.960678+01
138	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
139	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
140	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
141	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
142	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
143	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
144	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
145	b68bed17-043b-4319-84f3-f381f4a237b7	2023-08-28 00:37:33.306928+01
146	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
147	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
148	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
149	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
150	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
151	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
152	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
153	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	2023-08-24 04:16:53.748731+01
154	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
155	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
156	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
157	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
158	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
159	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
160	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
161	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
162	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
163	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
164	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
165	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
166	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	2023-09-28 14:04:04.837976+01
167	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
168	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
169	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
170	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
171	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
172	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
173	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
174	cc22db26-4e85-482f-8541-b57ab36b6fe0	2023-10-08 13:44:44.101096+01
175	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
176	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
177	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
178	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
179	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
180	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
181	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
182	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	2023-10-11 19:52:50.712817+01
183	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
184	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
185	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
186	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
187	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
188	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
189	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
190	920f2367-ee4b-424f-8acb-5e87809ab5d5	2023-10-01 20:13:16.826791+01
191	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
192	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
193	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
194	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
195	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
196	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
197	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
198	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
199	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
200	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
201	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
202	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
203	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	2023-10-11 23:36:58.92541+01
204	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
205	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
206	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
207	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
208	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
209	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
210	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
211	50d3d4ce-c249-4ba6-84d7-6db8a9687c2a	2023-10-14 17:42:08.01999+01
212	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
213	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
214	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
215	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
216	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
217	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
218	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
219	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
220	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
221	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
222	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
223	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
224	c4269043-00f4-4944-9f80-c625c5bf6076	2023-11-11 14:24:11.588202+00
225	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
226	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
227	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
228	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
229	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
230	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
231	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
232	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	2023-12-06 08:26:12.100672+00
233	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
234	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
235	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
236	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
237	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
238	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
239	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
240	dfa5e768-4ed0-4034-9bb8-d88539d13341	2024-02-09 00:12:32.485391+00
241	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
242	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
243	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
244	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
245	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
246	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
247	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
248	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
249	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
250	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
251	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
252	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
253	d02418f7-90cd-4cb2-897b-59c857a26666	2024-02-17 17:32:59.102216+00
254	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
255	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
256	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
257	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
258	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
259	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
260	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
261	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
262	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
263	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
264	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
265	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
266	e47e27b0-d4e2-4cbb-a9b5-43dabbd4e686	2024-02-14 23:01:35.295032+00
267	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
268	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
269	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
270	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
271	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
272	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
273	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
274	e2ab17fa-4562-4b94-b965-3cf24a48331a	2024-05-07 03:45:07.990658+01
275	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
276	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
277	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
278	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
279	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
280	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
281	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
282	ae67a92a-6b88-45f8-8863-060ff657d7f2	2024-05-13 09:10:16.889193+01
283	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
284	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
285	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
286	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
287	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
288	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
289	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
290	7051afda-a566-4fe2-844b-b7e2f7fc34bc	2024-05-12 04:22:45.409698+01
291	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
292	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
293	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
294	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
295	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
296	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
297	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
298	574ad2df-1978-44ab-b03d-fd51d5f99cc6	2024-05-09 00:12:37.643909+01
299	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
300	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
301	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
302	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
303	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
304	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
305	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
306	f16945bf-bf5a-498a-9359-5ffe4864d5fc	2024-06-08 02:13:02.071588+01
307	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
308	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
309	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
310	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
311	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
312	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
313	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
314	3c3de00c-e2d4-4383-b0ff-fbdd86acb987	2024-07-12 01:38:56.543692+01
315	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
316	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
317	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
318	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
319	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
320	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
321	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
322	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
323	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
324	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
325	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
326	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
327	1ee8cdd3-6739-4160-b9ad-07b51aa8a5a1	2024-07-23 10:17:46.434572+01
328	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
329	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
330	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
331	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
332	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
333	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
334	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
335	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
336	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
337	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
338	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
339	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
340	4e274762-b9a5-49e4-a40e-f846b36b67cb	2024-08-02 16:32:29.868488+01
341	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
342	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
343	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
344	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
345	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
346	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
347	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
348	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
349	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
350	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
351	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
352	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
353	aadffe4f-b41e-47d2-8620-1f118924cc24	2024-08-23 22:36:39.875895+01
354	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
355	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
356	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
357	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
358	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
359	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
360	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
361	08db435f-ed8b-4458-a659-99d08d6958a4	2024-09-27 10:30:49.106987+01
362	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
363	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
364	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
365	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
366	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
367	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
368	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
369	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
370	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
371	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
372	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
373	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
374	7204e640-ea8f-422a-b14f-431a95ba5263	2024-10-19 00:03:32.736497+01
375	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
376	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
377	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
378	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
379	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
380	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
381	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
382	fd571332-454f-4ede-b9d4-1d8b3d2002a0	2024-10-19 23:54:31.558588+01
383	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
384	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
385	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
386	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
387	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
388	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
389	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
390	154112d7-c34e-4f67-b8cc-f196e7a76acb	2024-12-01 21:25:49.189167+00
391	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
392	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
393	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
394	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
395	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
396	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
397	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
398	d36c4a03-031c-4de0-838c-fa5ab1a1276a	2024-12-11 12:40:22.265594+00
399	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
400	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
401	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
402	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
403	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
404	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
405	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
406	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
407	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
408	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
409	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
410	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
411	af49d4bf-dc68-42b7-bf85-f0259b465347	2024-12-13 03:19:37.267466+00
412	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
413	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
414	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
415	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
416	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
417	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
418	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
419	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
420	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
421	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
422	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
423	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
424	e722b52b-caec-47a3-b8a5-cc3a391d5536	2024-12-10 08:56:55.29631+00
425	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
426	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
427	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
428	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
429	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
430	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
431	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
432	0f8531f8-8d4b-4f06-9e8a-867fbaaaee87	2024-12-30 19:15:00.50005+00
433	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
434	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
435	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
436	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
437	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
438	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
439	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
440	61428249-94a4-49a4-a36a-b74520de9e85	2025-01-28 14:25:50.991466+00
441	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
442	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
443	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
444	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
445	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
446	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
447	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
448	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
449	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
450	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
451	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
452	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
453	46a2c6ce-9933-40c7-8e7d-81217632b1dc	2025-03-07 13:46:08.704988+00
454	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
455	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
456	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
457	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
458	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
459	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
460	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
461	9bc99dbe-600d-42d7-9c7f-ce73aded783f	2025-04-03 09:23:11.974444+01
462	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
463	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
464	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
465	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
466	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
467	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
468	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
469	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	2025-03-05 13:22:36.98189+00
470	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
471	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
472	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
473	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
474	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
475	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
476	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
477	89617b3c-5401-4dee-a2ae-dd2097e0cf67	2025-04-11 10:42:23.023189+01
478	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
479	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
480	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
481	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
482	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
483	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
484	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
485	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
486	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
487	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
488	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
489	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
490	3a210204-4c30-4a2d-b368-546e91203045	2025-03-28 17:07:14.521834+00
\.


--
-- Data for Name: memory_relationships; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.memory_relationships (id, source_memory_id, target_memory_id, relationship_type, confidence, metadata, created_at) FROM stdin;
9f85df14-8019-4787-bc04-1e1b7b9bad61	bfb48a03-b58c-4a43-a5c8-c348e757a8d4	fe219330-77de-40b5-af8a-cfc4b2def94f	follows	0.8	{}	2023-03-10 07:30:16.509823+00
c5210d92-8918-426e-8627-2203c3ad2ac4	ad950faf-5587-4fae-b11a-19d8a4529d12	0ca0770c-0687-4176-b0a1-a88caa2cae6d	extends	1	{}	2023-03-12 10:30:07.27866+00
7eaaf421-73b3-4aa4-8b61-50b9fbc73f6c	f41adef5-7bba-42b6-beef-49ccbd2322d3	e025d3bd-6011-4af2-8c80-3c2ad843f578	follows	0.8	{}	2023-03-14 23:48:10.323005+00
6a962f22-c42d-4ca4-abba-c4b4e4ca68b7	b7b277db-2c4b-445a-ba6c-62bca946fbe9	f41adef5-7bba-42b6-beef-49ccbd2322d3	extends	0.7	{}	2023-03-15 12:05:25.084659+00
a5b5576f-db14-459e-87b7-4e78c6949438	580b7747-729a-4fd0-9506-f8c55485b5b7	2b9e688d-918b-4a31-8482-0d950b6f95a5	explains	1	{}	2023-03-25 11:00:36.256602+00
f8f4c873-f5da-437d-afb0-0c1a6b680023	de3cf59d-d995-4dce-a7e7-488cdde2ab4b	f25dbb1d-f7e9-446d-9bd9-0328c09cb854	confirms	1	{}	2023-03-26 09:00:47.006716+01
867795b4-338a-4c2b-bd59-36a71607bb95	253a5eb2-29e5-4322-b483-1eec4124b50d	bfb48a03-b58c-4a43-a5c8-c348e757a8d4	follows	0.9	{}	2023-03-28 17:25:10.000179+01
cb9266f3-4b99-4a5d-9298-f4ad1b13706c	f1d6ad62-43ca-4c5e-9fcc-0b8526f4b459	e025d3bd-6011-4af2-8c80-3c2ad843f578	extends	0.7	{}	2023-04-03 21:00:50.331304+01
0c809e30-e2c9-4c3f-a8d2-8b07c4413843	0b80ff1b-1a15-407c-9184-61d6cdf225f0	12c2a03b-044a-464c-8ae6-61b192111ea7	answers	0.7	{}	2023-04-11 08:50:14.605809+01
a063ad3c-69b4-4273-b5cf-2536db7f2489	0ecd3683-4e77-4ac4-bedb-f5ba116d2848	253a5eb2-29e5-4322-b483-1eec4124b50d	follows	0.9	{}	2023-04-14 18:00:30.392279+01
ebbfa959-a3ec-4cc6-89fe-cc756f1c2227	f74c0314-d70f-4d7b-a112-83ff3981ebe3	18f3726d-ad7e-4f2b-9e9c-1d1ee60c3bcc	follows	1	{}	2023-04-17 15:45:18.413657+01
f02b8840-fae0-4b4f-8932-b4bce54130a9	7d2b9eaa-fb52-4c29-89de-e05269e66593	580b7747-729a-4fd0-9506-f8c55485b5b7	related	0.9	{}	2023-04-20 08:05:01.404951+01
9498da0d-1575-4bc7-8a25-702efec5705c	fefbba42-3719-4181-82cd-0e94f42bc24c	2b9e688d-918b-4a31-8482-0d950b6f95a5	confirms	1	{}	2023-05-04 06:20:27.36877+01
78b01812-6cd7-4753-83fe-095e6bbad892	f79dfd25-834f-453b-b316-3c942d99cbea	2792cae8-4656-400e-8b25-0b34a4a67769	related	0.8	{}	2023-05-30 21:05:50.923394+01
69f0e82e-76b1-4c3f-8c8b-a3c901165a1b	a1b845ba-84cf-41f4-9ada-0e729287ee31	085b7225-29f3-4bac-96f2-fb1bbc85c8a8	follows	0.8	{}	2023-06-19 21:30:22.115306+01
673b7996-45a7-4962-8955-183693c1b386	30f8bd4f-105c-4df8-96e8-a33ea4ad8881	a1b845ba-84cf-41f4-9ada-0e729287ee31	follows	1	{}	2023-06-22 22:50:18.847083+01
a84f1549-6719-477e-bfef-a72bb0667cf9	50a46f23-9a80-47ef-bd04-bae83b02a9d9	fefbba42-3719-4181-82cd-0e94f42bc24c	follows	0.8	{}	2023-07-02 12:10:07.400998+01
3b767ce8-21a1-4395-a62f-bb6d2211529d	60ee7eb7-651b-46d7-8b5f-5dfc42be000c	55aaa4cc-524e-4e3f-9a5f-ef331180d9b8	related	0.8	{}	2023-07-14 20:00:03.184198+01
9bc6f21e-0256-4ef8-9a72-2c33a30f363f	b59f7e90-dd30-4c9f-b320-23c47278a618	1372d81f-41d0-452b-861a-4654e0546e00	related	1	{}	2023-07-16 20:30:08.531404+01
6d21b591-903c-49cd-a3b1-989701a494f4	c2b10418-9e95-4f53-b1b8-84024679f2e8	fe219330-77de-40b5-af8a-cfc4b2def94f	answers	0.8	{}	2023-07-22 18:10:28.270995+01
b9561e02-8579-418a-a208-d216418d42e2	b68bed17-043b-4319-84f3-f381f4a237b7	c2b10418-9e95-4f53-b1b8-84024679f2e8	follows	0.7	{}	2023-07-29 19:30:55.306928+01
ed292841-b965-4d0e-a1c6-155a2d878383	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	ef490c1d-8c08-4847-a368-ad39f16cd278	follows	1	{}	2023-08-20 13:00:27.748731+01
fd4c0bb2-2646-4c24-8386-c19c952bd4bf	3a1dc425-a1cb-4bb1-b75b-9f6e2c557179	c7cc914a-5f1d-4da4-8862-17d901b23487	answers	0.9	{}	2023-08-24 12:10:16.837976+01
82b7815e-c2f1-43e8-8ab3-3377f8fdf29e	cc22db26-4e85-482f-8541-b57ab36b6fe0	f936cf0d-cd18-4417-805a-3aa8074be2a9	related	0.9	{}	2023-09-02 10:15:21.101096+01
fc6fdc29-4c26-47c3-bd88-1501ab3ad2ac	cc22db26-4e85-482f-8541-b57ab36b6fe0	d653e88a-7c47-410c-b843-fc898a9d3438	related	0.7	{}	2023-09-02 10:15:21.101096+01
b38e3b25-00ac-4a42-88b7-cc0096110d35	df1dea7a-46a1-4232-bb5a-61a38e21c5d6	0d64aeb6-999a-4493-baa3-89cb47f41685	related	0.9	{}	2023-09-18 23:05:09.553326+01
7df0bb98-64dd-4ecb-907a-012cbe1d7d1b	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	b68bed17-043b-4319-84f3-f381f4a237b7	follows	0.9	{}	2023-09-23 17:50:53.92541+01
49f75be0-47d2-4d76-b0e2-efb9965a6ed7	ebe9b532-ebf3-4e9e-90a6-fdfcd7479d5e	b68bed17-043b-4319-84f3-f381f4a237b7	related	1	{}	2023-10-01 21:40:11.509747+01
daea3024-322e-4dec-b2cc-cc15ad0d7c62	9519defc-ba5f-4c5d-b10a-523b20ce4c6c	cc22db26-4e85-482f-8541-b57ab36b6fe0	answers	0.7	{}	2023-10-10 09:40:04.012102+01
5b201698-e354-4c12-9ee4-167e8781e27f	51fcde67-f32a-403f-97f1-8927396042f2	2b9e688d-918b-4a31-8482-0d950b6f95a5	related	0.8	{}	2023-10-15 07:45:04.418701+01
11851364-71c8-4bb2-bba0-c4d2b94db91d	add5e285-d3c9-41f5-9b76-81b99bfe4202	ad950faf-5587-4fae-b11a-19d8a4529d12	follows	0.8	{}	2023-10-22 16:20:23.425145+01
3ff84832-dfaf-4613-b24e-5513390e0d1a	294ec57c-9351-4443-aaf8-55041dadacc2	4f1bb2d1-bbb8-46b5-85ad-abd1087b0d2a	follows	0.8	{}	2023-10-28 14:40:43.890812+01
4f131011-6470-4a46-81dd-ab628fe24295	f6ada15c-c86b-44ca-94b0-1dd887185f7d	de3cf59d-d995-4dce-a7e7-488cdde2ab4b	extends	0.8	{}	2023-11-06 11:15:46.162265+00
d4a92431-5a6f-44f4-a500-13d33f0cefeb	3df00519-cef8-436e-8aab-89f51f5b5411	9519defc-ba5f-4c5d-b10a-523b20ce4c6c	follows	0.7	{}	2023-11-09 22:40:10.217089+00
3415af69-2e0b-4ebf-bc93-0d9d97c0d55f	28e2ee4b-0b10-4738-92bc-29a77af77010	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	related	0.9	{}	2023-11-19 17:10:09.882614+00
a6fc1e19-1866-48df-9fc3-31b45b1c66fd	31ad56b3-eeab-44b4-9713-76d0993363a3	9c58f260-c5be-4314-b038-563a478a67bb	follows	0.9	{}	2023-11-21 10:20:51.766019+00
aef53f6d-64d1-436a-a9ed-a2a8e262a090	68a177d8-7278-4e3a-95d1-747fc77cc657	a7822f5c-b6c3-4793-bfe6-e9324ad2ebe9	follows	0.7	{}	2023-11-25 18:20:52.194823+00
6ac9ddfc-9b4a-4ea6-967b-4300ee420676	c2b775ac-4873-4650-a6de-e3eb3065aab0	de3cf59d-d995-4dce-a7e7-488cdde2ab4b	follows	0.9	{}	2023-11-30 16:00:27.070256+00
fe9843f3-882b-4f65-aadb-1fc62ca32ad4	09a11bed-b12d-4971-82e6-ac5ad96d5a4e	b59f7e90-dd30-4c9f-b320-23c47278a618	follows	0.9	{}	2023-12-03 19:00:27.106814+00
d96ca5a1-3b16-44e2-8e7a-84332b561685	6379cfcf-2183-4ce2-ae3e-384b4df4f914	09a11bed-b12d-4971-82e6-ac5ad96d5a4e	follows	0.9	{}	2023-12-12 20:45:37.221485+00
8f465c6b-83b1-4182-b952-4f6d3e9c19be	abf46aed-93bd-4071-9b85-cdf3719b1612	6379cfcf-2183-4ce2-ae3e-384b4df4f914	follows	0.9	{}	2023-12-18 21:15:31.983444+00
335e41ef-0801-4677-847a-871caa6ccd32	508a99df-2b5a-401a-bb9e-92be7a4fdef1	a1b845ba-84cf-41f4-9ada-0e729287ee31	related	0.7	{}	2023-12-22 16:05:44.533921+00
aa645706-dcec-4464-a5ec-86cb6b73fb24	dfa5e768-4ed0-4034-9bb8-d88539d13341	6da14e67-e012-431f-8487-6bf27318864a	related	0.7	{}	2023-12-28 11:00:56.485391+00
7e4798a0-250b-4e0e-8729-48b43831ed70	714490f3-29a4-4cf0-89c8-5246b663a503	0ca0770c-0687-4176-b0a1-a88caa2cae6d	related	0.7	{}	2023-12-31 17:30:50.685309+00
4eefc5a8-2147-4b5f-bbeb-b17c58ad8a47	b7c231d8-b2ff-4952-b5b7-588837f8626c	12c2a03b-044a-464c-8ae6-61b192111ea7	extends	0.8	{}	2024-01-01 11:10:10.320446+00
0420bd47-88d4-40ac-84c6-d3bc35d6e2e8	b7c231d8-b2ff-4952-b5b7-588837f8626c	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	related	0.9	{}	2024-01-01 11:10:10.320446+00
011eb1e6-7089-4a9f-add6-5831fe6de3ee	d02418f7-90cd-4cb2-897b-59c857a26666	68a177d8-7278-4e3a-95d1-747fc77cc657	follows	0.9	{}	2024-01-13 16:30:26.102216+00
ac82b11a-4365-4c1b-8c04-1222bd6767ee	d02418f7-90cd-4cb2-897b-59c857a26666	fe219330-77de-40b5-af8a-cfc4b2def94f	answers	0.8	{}	2024-01-13 16:30:26.102216+00
d4c92139-e114-4a19-b7db-43d16c183bc9	729a0cf5-6bad-4c10-a12f-cd0aee26e0a5	d02418f7-90cd-4cb2-897b-59c857a26666	extends	0.9	{}	2024-01-20 14:00:12.900192+00
bf678259-6257-4d56-bd5d-97ad773f2f2f	0077b810-2b03-4165-9c27-cd53a9a084bd	bfaa5264-0b8e-44b2-86bb-85eaf10c2dfd	follows	0.7	{}	2024-02-03 20:10:34.401865+00
43f7dc54-60d5-4eb6-bc30-d32c3477b213	b99b2970-099c-4523-8e27-8ada80dfa1e2	3571afee-8ee7-4a3e-bac5-9ac8cfaf8448	follows	0.9	{}	2024-02-08 15:20:18.258403+00
ac0b4bab-2814-4a77-88c7-ff1e512a28ba	a4e4f9dd-bf97-424d-ac5b-58af96f48d97	0077b810-2b03-4165-9c27-cd53a9a084bd	follows	1	{}	2024-02-15 21:15:09.934169+00
6685c2a2-a2d0-4ad7-b0d2-4984ec566d89	2355d3ca-7f74-4c43-83a7-5c09cef968c6	f6ada15c-c86b-44ca-94b0-1dd887185f7d	related	0.8	{}	2024-02-29 09:05:41.912088+00
2c3c6f22-3b39-4cef-9611-f0b7f0ae9942	7f91a11e-29cc-4f0c-9fb5-75708f6dc67d	0117d567-640c-4872-9fdf-fb5b2f099d7b	answers	0.9	{}	2024-03-08 16:10:31.302582+00
fd35b7be-fc99-4ce9-b3c7-1cd11872729b	602c0512-9f3b-410f-a7ed-322646b16df3	c2b775ac-4873-4650-a6de-e3eb3065aab0	follows	0.9	{}	2024-03-14 21:00:51.178037+00
e29d19d1-e1a0-4d40-97a5-a30e133ed9a2	408b47ab-cd0f-47f4-b1aa-e8f7aec533ee	28e2ee4b-0b10-4738-92bc-29a77af77010	follows	0.8	{}	2024-04-06 21:40:05.261462+01
41564a63-33fa-4f86-9c5e-933d9a12f2af	e2ab17fa-4562-4b94-b965-3cf24a48331a	408b47ab-cd0f-47f4-b1aa-e8f7aec533ee	follows	0.9	{}	2024-04-13 21:50:25.990658+01
144957ea-03d9-4155-8195-d1840aa77d3d	0e19e611-93d2-4a0a-af83-c8b10ac0cb2d	1329de23-2f8a-4515-b1f3-614c97644d94	related	0.9	{}	2024-04-17 23:20:37.170234+01
862d36d1-bd50-4da5-b9ae-4934f75cd697	7051afda-a566-4fe2-844b-b7e2f7fc34bc	574ad2df-1978-44ab-b03d-fd51d5f99cc6	related	0.9	{}	2024-04-19 18:30:19.409698+01
9ad43512-fefc-4eab-a2dc-c483a36bab75	574ad2df-1978-44ab-b03d-fd51d5f99cc6	28e2ee4b-0b10-4738-92bc-29a77af77010	follows	1	{}	2024-04-23 19:00:03.643909+01
2d137fbe-5af2-4e89-a0e4-a6505b885068	e503b0f0-fae4-4e7b-a213-ea85b0bef4bd	ae67a92a-6b88-45f8-8863-060ff657d7f2	related	0.8	{}	2024-04-27 18:20:04.550305+01
a1e0041e-0c26-4e3b-b31a-0f44397388e5	f16945bf-bf5a-498a-9359-5ffe4864d5fc	cfd31c0e-f6aa-4296-bf23-6dc2c8b1b425	follows	1	{}	2024-05-11 12:15:57.071588+01
84532447-4908-4fd3-84ba-4b0298177070	867d5bcd-2f27-43e1-a7cf-5640f0f40132	f16945bf-bf5a-498a-9359-5ffe4864d5fc	follows	1	{}	2024-05-19 15:40:13.43573+01
92318c66-952b-4597-8cf0-0017efc9e1d2	e79c37f0-6426-4ead-a27f-0eff83a141d6	30f6957b-c8e4-49bf-b9ff-3577616e69e7	related	0.7	{}	2024-05-25 14:10:00.111863+01
3a9b48e2-73c0-497f-9cfd-9d9678479161	0a84103b-1edc-4311-8a2a-8e9c48822482	19e723d9-712d-4419-b7f3-5bb653232a41	answers	0.8	{}	2024-05-30 18:10:03.496818+01
f80081ab-cce3-47d4-a658-95a037f61ba6	e41400f0-1c14-4f66-a8f8-6b732d8a0df5	6379cfcf-2183-4ce2-ae3e-384b4df4f914	related	0.8	{}	2024-06-15 21:40:11.153807+01
2c6af82f-1e69-4b78-8224-82740e2410ae	e41400f0-1c14-4f66-a8f8-6b732d8a0df5	cfd31c0e-f6aa-4296-bf23-6dc2c8b1b425	related	0.8	{}	2024-06-15 21:40:11.153807+01
574fe559-7569-439e-952e-fdad7a88b983	9a90fbc3-0386-4181-8841-92a212653ace	508a99df-2b5a-401a-bb9e-92be7a4fdef1	follows	0.7	{}	2024-06-20 21:50:28.706796+01
16aaa29d-4e0b-4128-9ece-3a0626590586	b85bc9eb-7077-469f-86d0-3cb810d30a42	294ec57c-9351-4443-aaf8-55041dadacc2	follows	0.8	{}	2024-07-06 13:30:12.355529+01
aba81eb7-421f-4994-8bd0-f35c73cbef5d	33e73943-ea3b-44f8-b004-26720f7525fb	4e274762-b9a5-49e4-a40e-f846b36b67cb	explains	0.8	{}	2024-07-13 16:25:43.583922+01
4e067512-3ff5-46bb-8b2b-e0a13e0cc9cc	aadffe4f-b41e-47d2-8620-1f118924cc24	b68bed17-043b-4319-84f3-f381f4a237b7	related	0.8	{}	2024-07-27 18:30:28.875895+01
cff210c5-2b62-460a-b46b-f30db367b0f7	eefd536d-e36b-4fbf-a5a3-821ec768702e	56192bae-1ad6-45a1-a797-f0bbb458990b	follows	0.9	{}	2024-08-07 15:30:02.07771+01
dd08de33-f97c-4e43-8078-23aa5908a13e	eefd536d-e36b-4fbf-a5a3-821ec768702e	b68bed17-043b-4319-84f3-f381f4a237b7	explains	0.7	{}	2024-08-07 15:30:02.07771+01
6520f329-d36a-40fb-a731-9ce410b052f1	c8c6ee30-bde2-4d62-bb42-35e00af5dd6a	f936cf0d-cd18-4417-805a-3aa8074be2a9	related	0.7	{}	2024-08-13 01:00:16.817056+01
7b49822b-017a-4cca-93e2-f9ba2e82216c	0520c060-8e11-4fd3-9f49-39a1ef54a9e0	eefd536d-e36b-4fbf-a5a3-821ec768702e	follows	0.8	{}	2024-08-14 20:50:55.498564+01
5fd06851-b53e-4752-b1d5-acbc380d2b0b	08db435f-ed8b-4458-a659-99d08d6958a4	acaa3a84-d3fb-4c6d-aaa2-1ad6f6a4e381	follows	1	{}	2024-08-18 12:50:19.106987+01
92a36927-417d-422e-b380-1606506e9a3c	7204e640-ea8f-422a-b14f-431a95ba5263	c955e491-6232-49ac-9de6-6c69ca2bb794	related	0.7	{}	2024-09-15 16:10:00.736497+01
01a29d8f-c2c5-41a6-bb9d-6586cef0d56f	4b87b8e8-dff3-4640-a130-f5bf95fcc29b	77a6a8fa-63e9-4c38-ae73-f9ce409c370d	related	1	{}	2024-09-20 10:15:48.510133+01
d78433c1-53b7-4f8b-883e-733615d524aa	4b87b8e8-dff3-4640-a130-f5bf95fcc29b	f6ada15c-c86b-44ca-94b0-1dd887185f7d	related	0.9	{}	2024-09-20 10:15:48.510133+01
3b1c7aff-1204-4540-b302-dd6be815d780	a197e73f-cc69-4bcc-81ac-846a5dcd1fb3	9a90fbc3-0386-4181-8841-92a212653ace	follows	1	{}	2024-09-22 19:15:01.596943+01
07745d8f-6a5b-4f24-aea7-36bd27d0ae9e	c19e4afb-ce6b-45aa-af73-4066ff739280	177b2b58-36d0-4d8d-ac71-a35d4a6ebb5e	follows	0.7	{}	2024-10-15 20:10:44.466343+01
d48a3502-d035-4f40-896a-b68d039f6907	c1714ba6-88b3-42f5-a8ce-3dafe433ffd9	0520c060-8e11-4fd3-9f49-39a1ef54a9e0	answers	0.7	{}	2024-10-25 17:50:05.292355+01
27943296-b492-400e-86e3-24ab4ff19059	c1714ba6-88b3-42f5-a8ce-3dafe433ffd9	30f6957b-c8e4-49bf-b9ff-3577616e69e7	related	0.8	{}	2024-10-25 17:50:05.292355+01
bae97637-2194-4218-81f3-9c217e333725	154112d7-c34e-4f67-b8cc-f196e7a76acb	e0d5db24-8582-412c-afbf-f010b0e05188	follows	1	{}	2024-11-01 12:30:54.189167+00
e7463839-30b8-4b9a-8dfa-4d34df676ebf	2eb29eb7-7003-411a-9574-a7044f46efd4	d56bdf51-85f1-4ba8-b1e9-7fde5f87000c	answers	1	{}	2024-11-09 19:45:07.746572+00
ea3b4513-4727-4a13-9daa-a4ab3f2491a7	008eae81-40b8-46bb-bb3f-029accb8e22d	2eb29eb7-7003-411a-9574-a7044f46efd4	follows	0.8	{}	2024-11-16 16:40:37.134929+00
e0f21a15-ab16-438b-8644-07557707625e	af49d4bf-dc68-42b7-bf85-f0259b465347	c42b78c9-9897-46f8-8755-79052f2d36a0	extends	0.8	{}	2024-11-24 10:30:19.267466+00
5fb347a0-67fc-44b6-88b2-15626d4e5413	e722b52b-caec-47a3-b8a5-cc3a391d5536	c1714ba6-88b3-42f5-a8ce-3dafe433ffd9	follows	1	{}	2024-11-30 18:00:01.29631+00
6cfb06a4-380d-4478-b9cb-d58e79af9075	4d0033b4-998a-469f-8c11-c88f321d8f01	dfa5e768-4ed0-4034-9bb8-d88539d13341	follows	0.9	{}	2024-12-15 16:30:51.742683+00
803b3303-520e-4232-89bd-1cedbae6af03	61428249-94a4-49a4-a36a-b74520de9e85	714490f3-29a4-4cf0-89c8-5246b663a503	follows	0.8	{}	2024-12-31 16:50:54.991466+00
b35a4b04-6097-4991-8046-b887178bfbdd	9af6ad33-c33d-4d8c-9754-6613da8043a7	b7c231d8-b2ff-4952-b5b7-588837f8626c	extends	1	{}	2025-01-02 10:40:49.365797+00
fee76867-d803-4ed3-a4bf-93cf16aaba6d	7e8cd85e-f6ce-46e7-b06c-35fee468e3c6	0ecd3683-4e77-4ac4-bedb-f5ba116d2848	related	0.9	{}	2025-01-24 18:20:48.267172+00
17421d24-7186-49af-8179-9faa77bcad4c	f2116006-ffe7-479c-9e04-d23154a842da	e722b52b-caec-47a3-b8a5-cc3a391d5536	related	0.7	{}	2025-01-31 16:00:39.018095+00
262d1437-c1eb-4959-ab9b-7e1d4ce2ae78	81cf838b-8e41-409e-b11b-cc58e0ed7e2c	c1714ba6-88b3-42f5-a8ce-3dafe433ffd9	related	0.7	{}	2025-02-08 15:40:49.624194+00
531dde3b-3256-4c04-a25e-3e8e03edb572	75c98f62-f1e3-4a36-a63b-0eaf67b19877	b68bed17-043b-4319-84f3-f381f4a237b7	related	1	{}	2025-02-14 22:50:40.282655+00
1726f155-b7a5-497d-87bc-b7d897033dac	82677cb5-ceee-4c26-9dd6-b7c1715e6710	0e19e611-93d2-4a0a-af83-c8b10ac0cb2d	follows	0.7	{}	2025-02-20 20:30:44.907964+00
8fe385ab-a383-4c6e-9617-a563da0945a9	06274cf4-131d-494f-b826-c98184b78674	122c6e7c-1292-48b9-ade3-533af3c591ae	follows	0.7	{}	2025-02-26 22:30:45.890672+00
f62d5b35-997d-4194-ae9c-2b6e3103d9b8	9bc99dbe-600d-42d7-9c7f-ce73aded783f	ad950faf-5587-4fae-b11a-19d8a4529d12	related	0.9	{}	2025-02-28 13:20:06.974444+00
a9fc9799-59b6-43ce-821d-3cd7ea5f69a8	9bc99dbe-600d-42d7-9c7f-ce73aded783f	46a2c6ce-9933-40c7-8e7d-81217632b1dc	follows	0.8	{}	2025-02-28 13:20:06.974444+00
c4e17242-33e6-4ae3-b5db-fceeec637b09	49ae49c6-c36a-4ac2-aead-c9122c6eacc4	9af6ad33-c33d-4d8c-9754-6613da8043a7	follows	0.7	{}	2025-03-01 14:20:47.98189+00
9916a883-4ac8-4028-a3d6-1c684f873ec1	60ba6af0-950e-443a-9b78-da644f512b0d	0ca0770c-0687-4176-b0a1-a88caa2cae6d	follows	0.9	{}	2025-03-04 21:30:58.685009+00
3b76121b-a66d-4078-8b29-bd2ca24e1d1d	60ba6af0-950e-443a-9b78-da644f512b0d	bfb48a03-b58c-4a43-a5c8-c348e757a8d4	related	0.7	{}	2025-03-04 21:30:58.685009+00
e19abc91-505e-49cb-a783-7053f9985a62	60ba6af0-950e-443a-9b78-da644f512b0d	e722b52b-caec-47a3-b8a5-cc3a391d5536	related	1	{}	2025-03-04 21:30:58.685009+00
8398c7ca-a41a-4408-ad2b-d3dbfc086e7f	60ba6af0-950e-443a-9b78-da644f512b0d	f25dbb1d-f7e9-446d-9bd9-0328c09cb854	related	0.9	{}	2025-03-04 21:30:58.685009+00
afe9b69a-3fcd-47cb-8957-852671dcf225	89617b3c-5401-4dee-a2ae-dd2097e0cf67	0b80ff1b-1a15-407c-9184-61d6cdf225f0	answers	0.9	{}	2025-03-08 16:30:55.023189+00
e102571e-b3e5-4fb4-b86c-5957cf887c86	3a210204-4c30-4a2d-b368-546e91203045	c2b775ac-4873-4650-a6de-e3eb3065aab0	follows	0.8	{}	2025-03-12 17:00:12.521834+00
4deac0f4-b46a-4755-8bff-cb73a80e1800	1acfda61-ac49-4a9a-8783-5a7a8c0749da	b5914977-6dde-4577-b950-49ce7031089d	follows	0.8	{}	2025-03-14 06:40:22.598904+00
\.


--
-- Name: memory_access_log_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.memory_access_log_id_seq', 490, true);


--
-- Name: memories memories_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memories
    ADD CONSTRAINT memories_pkey PRIMARY KEY (id);


--
-- Name: memory_access_log memory_access_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memory_access_log
    ADD CONSTRAINT memory_access_log_pkey PRIMARY KEY (id);


--
-- Name: memory_relationships memory_relationships_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memory_relationships
    ADD CONSTRAINT memory_relationships_pkey PRIMARY KEY (id);


--
-- Name: memory_relationships memory_relationships_source_memory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memory_relationships
    ADD CONSTRAINT memory_relationships_source_memory_id_fkey FOREIGN KEY (source_memory_id) REFERENCES public.memories(id);


--
-- Name: memory_relationships memory_relationships_target_memory_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memory_relationships
    ADD CONSTRAINT memory_relationships_target_memory_id_fkey FOREIGN KEY (target_memory_id) REFERENCES public.memories(id);


--
-- PostgreSQL database dump complete
--

\unrestrict EbMkZrYhNw1bYEHDup49hkmpN3clbsegteqxHMsvxrBHfs7OZYpRvqGfdCSjbP9

