"""What can go wrong in the app and the command line.

AssistantError
    CaptureError       no picture of what was asked for
        NoDisplay
        BadImage
        CameraError
        BadVideo
    TreeUnavailable    no accessibility tree
    VoiceError         no speech
    MicrophoneError    no question can be heard
    HotkeyError        a key cannot be had
        HotkeyTaken, HotkeyMissing, HotkeyTwice
    SettingsError      the settings file cannot be used
    AlbumError         a folder of pictures, its index or an export cannot be used
        NoPictures

Every error has `spoken`: what happened and what the user can do; `exit_code` is what the command line returns
(the README has the table).
"""

from __future__ import annotations

from assistant.languages.words import N_, _


class AssistantError(Exception):
    """Something went wrong that the user should hear of, in the words of `spoken`."""

    exit_code = 1

    def __init__(self, spoken: str, *, detail: str = "") -> None:
        super().__init__(f"{spoken} ({detail})" if detail else spoken)
        self.spoken = spoken


class CaptureError(AssistantError):
    """There is no picture of what was asked for."""

    exit_code = 4


class NoDisplay(CaptureError):
    """There is no screen to look at."""

    exit_code = 3

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            _(
                "There is no screen to look at: no display was found. Start LookAloud in a desktop session, "
                "or give it a picture file."
            ),
            detail=detail,
        )


class BadImage(CaptureError):
    """A picture file, or what is on the clipboard, cannot be read as a picture."""

    exit_code = 5


class CameraError(CaptureError):
    """There is no picture from the camera."""


class BadVideo(CaptureError):
    """A video file cannot be read, or does not hold what was asked for."""

    exit_code = 5


class TreeUnavailable(AssistantError):
    """No accessibility tree: the bus is missing, or the program did not answer in time."""


class VoiceError(AssistantError):
    """Nothing can be spoken."""


class MicrophoneError(AssistantError):
    """No question can be heard, or none was."""


class HotkeyError(AssistantError):
    """A key cannot be had. `key`: the chord as it is written; `problem`: a sentence with a place for it."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(_(problem).format(key=key))
        self.key = key


class HotkeyTaken(HotkeyError):
    """Another program holds the key."""

    def __init__(self, key: str) -> None:
        super().__init__(key, N_("The key {key} is taken by another program. Choose another one in the settings."))


class HotkeyMissing(HotkeyError):
    """The keyboard has no such key."""

    def __init__(self, key: str) -> None:
        super().__init__(key, N_("The key {key} is not on this keyboard. Choose another one in the settings."))


class HotkeyTwice(HotkeyError):
    """Two chords are the same key on this keyboard."""

    def __init__(self, key: str) -> None:
        super().__init__(
            key,
            N_(
                "The key {key} is the same as another key of LookAloud on this keyboard. Choose another one in the "
                "settings."
            ),
        )


class SettingsError(AssistantError):
    """The settings file cannot be used."""


class AlbumError(AssistantError):
    """A folder of pictures, its index, or a file that it is exported to cannot be used."""


class NoPictures(AlbumError):
    """A folder that cannot be read, or that holds no picture."""

    exit_code = 5
