# The team server as an image: `docker compose up` builds and runs it. Not built by the people who wrote it: they had no docker
# engine, and its form alone is checked by a test. It installs what requirements.lock names, hashes checked, which includes
# the window's packages: one lock is kept for all, and an image that is larger is the price.

FROM python:3.12-slim AS built
WORKDIR /program
COPY requirements.lock ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home second-brain
COPY --from=built /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 SECOND_BRAIN_FILES=/data/files
USER second-brain
WORKDIR /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
CMD ["second-brain-server", "serve", "--host", "0.0.0.0", "--port", "8000"]
