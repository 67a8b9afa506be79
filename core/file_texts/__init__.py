"""The text of files, so that search finds notes by what their files say.

`reading` is the face towards the brain; `kinds` says what is read, and `pdf_process` starts `pdf_reader`, where PDF files
are read apart from the program. What is kept of it is in `core.store.file_words`.
"""
