"""Whose label is whose: each journey changes one label, and no two the same.

Journeys share one world and run in any order. Two that are given one label are refused when this is read.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Own(StrEnum):
    """The journey, and the name of the label that only it shares, edits or empties."""

    FIRST_SHARE = "Senate Committee on Finance"  # Anna has one of that name, too
    EDIT_ARRIVES = "Senate Committee on Indian Affairs"
    VIEWER_PUT_RIGHT = "Joint Committee on Taxation"
    HELD_DELETIONS = "Joint Committee on Printing"
    UNDO = "Senate Select Committee on Ethics"
    CARDS = "Senate Committee on Rules and Administration"
    DESK_SHARE = "House Committee on Ethics"
    DESK_PHONE = "Joint Committee of Congress on the Library"
    DESK_DARK = "Senate Special Committee on Aging"
    # Made by hand, of others than Maya:
    DESK_SCROLL = "Everybody"
    DESK_SESSION_ENDS = "Two guests"
    DESK_PROGRESS_ENDS = "Three guests"
    DESK_NO_SCRIPTS = "Five guests"
    EVERY_PAGE = "Conference"
    SETTINGS = "Choir"
    LEAVER = "Suppliers"
