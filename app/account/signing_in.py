"""The page on which a person signs in to a server.

Owns the form and what is wrong with it at first sight. The password is in its field only as long as the page is there, and
nowhere else. It refuses to know how signing in is done.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.account.engine import Entry
from app.account.fields import Field
from app.migration.sheet import BAD, CAUTION, Marked, Sheet, button_of
from app.migration.ticks import Tick
from app.theme import Theme
from core import Account, BrainError, goes_unencrypted, tr, with_scheme


class SigningIn(Sheet):
    """Address, user, password."""

    entered = Signal(object)
    """An `Entry` to sign in with."""

    def __init__(self, theme: Theme, device_name: str, before: Account | None) -> None:
        """`before` is the account that was signed in here, whose server and user are filled in."""
        super().__init__(theme, tr("Sign in again") if before else tr("Sign in to your server"))
        self.say(
            tr(
                "Your notes stay on this device, and travel to your other devices through the server that you or your"
                " team runs. Without a network you go on writing; what waits is sent later."
            )
        )
        self._server = Field(theme, tr("Address of the server"), hint="https://notes.example.org")
        self._user = Field(theme, tr("User name"))
        self._password = Field(theme, tr("Password"), secret=True)
        self._device = Field(theme, tr("What this device is called on the others"), device_name)
        self._ca_file = before.ca_file if before else ""
        self._plain = Tick(theme, tr("Use this address all the same"))
        self._warning = self._warn()
        self._certificate = button_of("", self._choose_certificate)
        self.wrong = Marked(theme, *BAD, "")
        if before:
            self._server.line.setText(before.server)
            self._user.line.setText(before.username)
        self._lay_out()
        self.button = self.offer(tr("Sign in"), self._enter, primary=True)

    def begin_keyboard(self) -> None:
        """On the first field that is empty."""
        fields = (self._server, self._user, self._password)
        first = next((each for each in fields if not each.text), self._password)
        first.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self, told: str) -> None:
        """What is going on; meanwhile nothing can be changed. Nothing when it is over."""
        self.button.setText(told or tr("Sign in"))
        self.button.setEnabled(not told)
        for each in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            each.setEnabled(not told)

    def refuse(self, error: BrainError) -> None:
        """It did not work, and why. The keyboard is where it can be mended."""
        self.work("")
        self._complain(f"{error.words}\n{error.hint}".strip(), self._password)

    def _lay_out(self) -> None:
        self.wrong.hide()
        for each in (self._server, self._user, self._password, self._device):
            each.entered(self._enter)
        self.add(self._server)
        self.add(self._warning)
        for each in (self._user, self._password, self._device):
            self.add(each)
        self.act(self._certificate)
        self.add(self.wrong)
        self._name_certificate()
        self._server.line.textChanged.connect(self._look_at_address)
        self._look_at_address()

    def _warn(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        words = tr(
            "This address begins with http, so nothing is encrypted on the way: whoever is on the network between can read"
            " your password and your notes. Ask for an address that begins with https."
        )
        column.addWidget(Marked(self.theme, *CAUTION, words))
        column.addWidget(self._plain)
        return place

    def _look_at_address(self) -> None:
        self._warning.setVisible(goes_unencrypted(self._server.text))

    def _choose_certificate(self) -> None:
        if self._ca_file:
            self._ca_file = ""
            self._name_certificate()
            return
        dialog = QFileDialog(self, tr("Choose the certificate of your authority"), str(Path.home()))
        dialog.setNameFilters([tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._certificate_chosen)
        dialog.open()

    def _certificate_chosen(self, name: str) -> None:
        self._ca_file = name
        self._name_certificate()

    def _name_certificate(self) -> None:
        name = Path(self._ca_file).name
        words = (
            tr("Trusts {name} · take it back", name=name)
            if name
            else tr("Trust a certificate authority of your own…")
        )
        self._certificate.setText(words)
        self._certificate.setAccessibleName(words)

    def _enter(self) -> None:
        server = with_scheme(self._server.text)
        for each, missing in (
            (self._server, tr("Fill in the address of the server, such as https://notes.example.org")),
            (self._user, tr("Fill in your user name there.")),
            (self._password, tr("Fill in your password.")),
        ):
            if not each.line.text():
                self._complain(missing, each)
                return
        if goes_unencrypted(server) and not self._plain.isChecked():
            self._complain(
                tr("This address is not encrypted. Say that you want to use it all the same."), None
            )
            self._plain.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wrong.hide()
        password, insecure = self._password.line.text(), self._plain.isChecked()
        self.entered.emit(
            Entry(server, self._user.text, password, self._device.text, self._ca_file, insecure=insecure)
        )

    def _complain(self, words: str, where: Field | None) -> None:
        self.wrong.say(*BAD, words)
        self.wrong.show()
        if where is not None:
            where.line.setFocus(Qt.FocusReason.OtherFocusReason)
            where.line.selectAll()
