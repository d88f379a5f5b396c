#!/usr/bin/env python3
"""Verifies an export of the audit log by docs/formats/audit-export.md alone: python3 FILE SALT [KEPT_HEAD ...],
where SALT is the organisation's as the auditor knows it, or a dash.

Prints each fault as KIND FROM TO and ends with 0 if there is none, 1 if there is, 2 if the file is no export.
Signatures are checked by openssl, everything else here.
"""
import base64
import hashlib
import os
import struct
import subprocess
import sys
import tempfile

DASH = "\u2014"


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(text):
    return base64.b64decode(text, validate=True)


class Key:
    def __init__(self, text):
        self.name, ident, rest = text.split("+", 2)
        tagged = b64(rest)
        assert tagged[0] == 1 and len(tagged) == 33
        self.raw = tagged[1:]
        self.id = sha(self.name.encode(), b"\n", tagged)[:4]
        assert self.id.hex() == ident

    def signed(self, message, signature):
        with tempfile.TemporaryDirectory() as folder:
            def put(name, content):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(content)
                return path
            der = put("key.der", bytes.fromhex("302a300506032b6570032100") + self.raw)
            command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", der, "-rawin",
                       "-in", put("message", message), "-sigfile", put("signature", signature)]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0


class Head:
    """A note; whether it is signed is asked of the key."""

    def __init__(self, note):
        end = note.index("\n\n")
        self.text = note[:end + 1]
        self.signatures = []
        for line in note[end + 2:-1].split("\n"):
            dash, name, content = line.split(" ")
            assert dash == DASH
            self.signatures.append((name, b64(content)))
        self.origin, size, root, _, rest = self.text.split("\n")
        assert rest == ""
        self.size, self.root = int(size), b64(root)

    def holds(self, key, origin):
        return self.origin == origin and any(
            name == key.name and content[:4] == key.id and key.signed(self.text.encode(), content[4:])
            for name, content in self.signatures)


class Log:
    """Roots of complete subtrees, lowest last."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, tag, digest):
        self.peaks.append(sha(b"\0", tag, digest))
        full = self.size
        while full & 1:
            right = self.peaks.pop()
            self.peaks.append(sha(b"\1", self.peaks.pop(), right))
            full >>= 1
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha(b"")
        root = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            root = sha(b"\1", left, root)
        return root


def organization(canonical):
    at = 20
    fields = []
    for _ in range(2):
        (length,) = struct.unpack(">I", canonical[at:at + 4])
        fields.append(canonical[at + 4:at + 4 + length])
        at += 4 + length
    return fields[1].decode()


def verify(lines, known_salt, kept):
    faults = []
    expected = ["origin ", "organization ", "salt ", "key "]
    if not lines or lines[0] != "holdfast-audit-export/1":
        return None
    head_lines = []
    for word, line in zip(expected, lines[1:5]):
        if not line.startswith(word):
            return None
        head_lines.append(line[len(word):])
    origin, whose, salt, key = head_lines[0], head_lines[1], b64(head_lines[2]), Key(head_lines[3])
    if known_salt != "-" and b64(known_salt) != salt:
        faults.append(("OTHER_SALT", 0, 0))
        salt = b64(known_salt)
    kept = sorted(kept, key=lambda head: head.size)
    for head in [head for head in kept if not head.holds(key, origin)]:
        faults.append(("WITNESS_NOT_OF_THIS_LOG", 0, 0))
        kept.remove(head)
    log, held, witnessed, changed, ended = Log(), 0, 0, False, False

    def compare_kept():
        nonlocal witnessed
        while kept and kept[0].size == log.size:
            head = kept.pop(0)
            if head.root == log.root():
                witnessed = head.size
            else:
                faults.append(("WITNESS_DIFFERS", witnessed, head.size))

    for line in lines[5:]:
        compare_kept()
        word, *rest = line.split(" ")
        leaf = log.size
        tag = sha(salt, struct.pack(">Q", leaf))
        if word == "own":
            digest, canonical = b64(rest[0]), b64(rest[1])
            if sha(canonical) != digest:
                faults.append(("ENTRY_CHANGED", leaf, leaf + 1))
            elif organization(canonical) != whose:
                faults.append(("FOREIGN_ENTRY", leaf, leaf + 1))
            log.append(tag, digest)
        elif word == "other":
            if b64(rest[0]) == tag:
                faults.append(("ENTRY_MISSING", leaf, leaf + 1))
            log.append(b64(rest[0]), b64(rest[1]))
        elif word == "head":
            head = Head(b64(rest[0]).decode())
            if not head.holds(key, origin):
                faults.append(("HEAD_NOT_SIGNED", leaf, leaf))
            elif head.size == leaf and head.root == log.root():
                held = leaf
            elif not changed:
                changed = True
                faults.append(("LOG_CHANGED", held, max(leaf, head.size)))
        elif word == "end":
            ended = int(rest[0]) == leaf
            if held < leaf and not changed:
                faults.append(("END_NOT_SIGNED", held, leaf))
            if line != lines[-1]:
                raise ValueError("something follows the end")
            break
        else:
            raise ValueError("no line begins so")
    compare_kept()
    if not ended:
        faults.append(("CUT_SHORT", log.size, log.size))
    for head in kept:
        faults.append(("WITNESS_IS_LONGER", log.size, head.size))
    return faults


def main(file, salt, *heads):
    with open(file, encoding="ascii") as export:
        lines = export.read().split("\n")[:-1]
    kept = []
    for name in heads:
        with open(name, encoding="utf-8") as note:
            kept.append(Head(note.read()))
    try:
        faults = verify(lines, salt, kept)
    except (ValueError, AssertionError, IndexError, struct.error) as reason:
        print("NOT_READABLE", reason)
        return 1
    if faults is None:
        print("this is no export")
        return 2
    for fault in faults:
        print(*fault)
    return 1 if faults else 0


sys.exit(main(*sys.argv[1:]))
