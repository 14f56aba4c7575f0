"""A screen reader without a voice: reads the program's window through AT-SPI, from outside, and notes what it would say.

A question a line on standard input, its parts parted by tabs; an answer a line on standard output, in JSON. Python because
the desktop's own readers are written in it, on the same library: what is found here is what they find.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

# What was heard since it was last asked for: what was announced, and what got the keyboard.
heard = []


def hear_announcement(event):
    heard.append(["said", str(event.any_data)])


def hear_focus(event):
    # Asked about only later: a question in the middle of an event keeps the next events from being heard.
    if event.detail1 == 1:
        heard.append(["focus", event.source])


def still_told(node):
    """What is said of a node, if it is still there."""
    try:
        return told(node)
    except GLib.Error:
        return None


def role_name(node):
    """What a node is. Later versions of the library call a push button a button."""
    name = node.get_role_name()
    return "push button" if name == "button" else name


def told(node):
    """What a reader says of a node: its role, name and description, its states, and where it stands in its set."""
    node.clear_cache()
    states = node.get_state_set()
    wanted = ("FOCUSED", "SELECTED", "PRESSED", "CHECKED", "ACTIVE", "MULTISELECTABLE", "READ_ONLY", "SENSITIVE")
    return {
        "role": role_name(node),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "states": [name for name in wanted if states.contains(getattr(Atspi.StateType, name))],
        "attributes": dict(node.get_attributes() or {}),
    }


def walk(node):
    """A node and everything below it, in the order in which it is read."""
    yield node
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            yield from walk(child)


def window():
    """The program's window, or nothing while there is none."""
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(at)
        if application is not None and application.get_name() == "hicm" and application.get_child_count() > 0:
            application.clear_cache()
            return application.get_child_at_index(0)
    return None


def found(role, name):
    """The first node of that role whose name begins so."""
    for node in walk(window()):
        if role_name(node) == role and (node.get_name() or "").startswith(name):
            return node
    return None


def path(node):
    """What a node stands in, from the window down."""
    names = []
    while node is not None and node.get_role_name() != "application":
        names.insert(0, node.get_name() or "")
        node = node.get_parent()
    return names


def answer(question):
    ask, *parts = question.split("\t")
    if ask == "window":
        there = window()
        return there and told(there)
    if ask == "tree":
        return [told(node) for node in walk(window())]
    if ask == "find":
        node = found(*parts)
        return node and {**told(node), "path": path(node)}
    if ask == "focus":
        return [told(node) for node in walk(window()) if node.get_state_set().contains(Atspi.StateType.FOCUSED)]
    if ask == "act":
        node = found(*parts)
        return node is not None and Atspi.Action.do_action(node, 0)
    if ask == "heard":
        before = list(heard)
        heard.clear()
        return [[kind, what if kind == "said" else still_told(what)] for kind, what in before]
    raise ValueError(question)


def asked(channel, _condition, loop):
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    try:
        reply = answer(line.rstrip("\n"))
    except GLib.Error as error:
        # What was asked about went away meanwhile: ask again.
        reply = {"error": str(error)}
    print(json.dumps(reply), flush=True)
    return True


def main():
    Atspi.init()
    listeners = []
    for name, hear in (("object:announcement", hear_announcement), ("object:state-changed:focused", hear_focus)):
        listener = Atspi.EventListener.new(hear)
        listener.register(name)
        listeners.append(listener)
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, asked, loop)
    loop.run()


main()
