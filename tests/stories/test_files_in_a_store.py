"""An S3 store for files is chosen on the page of settings, which says how far copying is; the window copies by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.session import Session
from app.settings.far_store import FarStore
from app.settings.place import SettingsPlace
from core import Brain, FarKey, FarPlace
from tests.core.test_unused import age
from tests.fixtures.far_store import Ring


def space_is_freed(qtbot: QtBot, store: FarStore, told: QLabel, brain: Brain) -> None:
    store.free.click()
    qtbot.waitUntil(lambda: told.text() == "No file could go from this device.")
    assert store.go.isHidden()
    age(brain, 40)
    store.free.click()
    qtbot.waitUntil(lambda: told.text().startswith("2 files could go from this device, 16 bytes."))
    assert store.go.text() == "Free 16 bytes"
    store.go.click()
    qtbot.waitUntil(lambda: told.text() == "2 files are in S3 alone now, 16 bytes freed.", timeout=10_000)
    store.leave.click()
    qtbot.waitUntil(lambda: "2 files are not on this device" in told.text())
    brain.far_files.freeing.bring()


def more_can_be_said(qtbot: QtBot, store: FarStore, told: QLabel) -> None:
    assert store.region.isHidden() and not store.insecure.isVisible()
    store.address.line.setText("http://192.0.2.1:9000")
    store.choose.click()
    assert "Without TLS" in told.text() and "“More…”" in told.text()
    store.more.click()
    assert not store.region.isHidden() and store.insecure.isVisible() and store.more.isHidden()
    store.insecure.setChecked(True)
    store.choose.click()
    qtbot.waitUntil(lambda: "does not answer" in told.text(), timeout=20_000)
    store.insecure.setChecked(False)
    store.region.line.setText("eu central")
    store.choose.click()
    assert "Without TLS" not in told.text() and "is no region" in told.text()
    store.region.line.setText("eu-central-1")


def test_files_are_kept_in_an_s3_store_as_well_when_the_page_is_told_its_key(
    qtbot: QtBot, session: Session, far_place: FarPlace, far_key: FarKey, far_ring: Ring
) -> None:
    brain = session._brain
    assert brain is not None
    brain.files.give(brain.create_memory("The heating").memory, brain.files.keep(b"the plan", "plan.bin"))
    session._window.actions_["app.settings"].trigger()
    settings = next(each for each in session._parts if isinstance(each, SettingsPlace))
    assert settings.sheet is not None
    told = settings.sheet.entries["far"].state
    (store,) = settings.sheet.findChildren(FarStore)
    qtbot.waitUntil(lambda: told.text() == "Files of notes are kept in the data folder alone.")
    assert store.leave.isHidden() and store.copy.isHidden()
    store.place.line.setText(f"s3://{far_place.bucket}")
    QTest.keyClick(store.place.line, Qt.Key.Key_Return)
    assert "begins with https://" in told.text()
    store.address.line.setText(far_place.endpoint)
    store.access.line.setText(far_key.access)
    store.secret.line.setText("wrong-secret")
    store.choose.click()
    qtbot.waitUntil(lambda: "refuses the key" in told.text())
    assert "wrong-secret" not in told.text() and brain.far_files.place is None
    store.secret.line.setText(far_key.secret)
    more_can_be_said(qtbot, store, told)
    store.address.line.setText(far_place.endpoint)
    store.choose.click()
    whole = "1 file, 8 bytes; all of them also in S3. Last copied today"
    qtbot.waitUntil(lambda: told.text().startswith(whole), timeout=20_000)
    assert store.region.text == "eu-central-1" and '"eu-central-1"' in (brain.home / "s3.json").read_text()
    assert (store.secret.text, store.leave.isHidden(), far_place.bucket in told.text()) == ("", False, True)
    brain.files.give(brain.create_memory("The roof").memory, brain.files.keep(b"the roof", "roof.bin"))
    whole = "2 files, 16 bytes; all of them also in S3."
    qtbot.waitUntil(lambda: told.text().startswith(whole), timeout=20_000)  # by the background alone
    store.copy.click()
    assert told.text() == "Copying …" and not store.stop.isHidden()
    qtbot.waitUntil(lambda: told.text().startswith(whole), timeout=10_000)
    assert store.stop.isHidden()
    space_is_freed(qtbot, store, told, brain)
    store.leave.click()
    qtbot.waitUntil(lambda: told.text() == "Files of notes are kept in the data folder alone.")
    assert far_ring.kept == {}
