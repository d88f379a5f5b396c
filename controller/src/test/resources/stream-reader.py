#!/usr/bin/env python3
"""Reads what the audit log was handed over to, by docs/formats/audit-stream.md alone.

python3 stream-reader.py syslog KEY FILE...    messages of RFC 5424, one a line; each file by itself
python3 stream-reader.py files KEY DIR...      the files of one series each

Prints one line "leaves N heads N repeats N cut N unsigned N" and each fault on its own; ends with 1 if there is one.
What cannot be read is a fault like any other, with where it stands. Whatever a head or a STANDING says was sent has to be
there; messages may come in any order and again. Where no head holds nothing is proven, and that is a fault as well.
Signatures are checked by openssl, everything else here.
"""
import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

ORDER = ["id", "organization", "at", "actor", "actorKind", "action", "objectType", "objectId", "outcome", "code",
         "reason", "door", "before", "after"]
HEADER = re.compile(r'<(\d{1,3})>1 (\S+) (\S+) holdfast - ([A-Z]+) '
                    r'\[meta sequenceId="(\d+)"\]\[holdfast@(\d+)((?: [a-zA-Z]+="(?:[^"\\\]]|\\["\\\]])*")*)\] (.*)\Z')
PARAMETER = re.compile(r' ([a-zA-Z]+)="((?:[^"\\\]]|\\["\\\]])*)"')


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(text):
    return base64.b64decode(text, validate=True)


def canonical(fields):
    parts = [b"holdfast-audit/1\n\n\n\n"]
    for name in ORDER:
        text = fields[name].encode()
        parts += [struct.pack(">I", len(text)), text]
    return b"".join(parts)


class Log:
    """Roots of complete subtrees, lowest last."""

    def __init__(self, size=0, peaks=()):
        self.size, self.peaks = size, list(peaks)

    def append(self, tag, digest):
        self.peaks.append(sha(b"\0", tag, digest))
        full = self.size
        while full & 1:
            right = self.peaks.pop()
            self.peaks.append(sha(b"\1", self.peaks.pop(), right))
            full >>= 1
        self.size += 1

    def root(self):
        root = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            root = sha(b"\1", left, root)
        return root


def signed(key, note):
    """Origin, size and root of a head, if the key signed it."""
    name, ident, rest = key.split("+", 2)
    end = note.index("\n\n")
    text = note[:end + 1].encode()
    for line in note[end + 2:-1].split("\n"):
        dash, by, content = line.split(" ")
        content = b64(content)
        if dash != "\u2014" or by != name or content[:4].hex() != ident:
            continue
        with tempfile.TemporaryDirectory() as folder:
            def put(file, data):
                path = os.path.join(folder, file)
                with open(path, "wb") as out:
                    out.write(data)
                return path
            der = put("key", bytes.fromhex("302a300506032b6570032100") + b64(rest)[1:])
            if subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", der, "-rawin",
                               "-in", put("text", text), "-sigfile", put("signature", content[4:])],
                              capture_output=True, check=False).returncode == 0:
                origin, size, root = note.split("\n")[:3]
                return origin, int(size), b64(root)
    return None


# What reading something that somebody tampered with can end in.
UNREADABLE = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, struct.error)


def number(text):
    """A size or a leaf; what int() takes beside digits is none."""
    if not re.fullmatch("0|[1-9][0-9]{0,17}", text):
        raise ValueError("no number")
    return int(text)


def once(pairs):
    """An object whose names are said once: which of two counts is not for the reader to guess."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name is said twice")
    return dict(pairs)


class Syslog:
    """Messages of one log, in whatever order they are."""

    def __init__(self, key):
        self.key, self.faults = key, []
        self.leaves, self.heads, self.sent = {}, {}, 0
        self.came, self.cut = 0, 0

    def message(self, line):
        found = HEADER.match(line)
        if not found:
            raise ValueError("no message of the log")
        priority, _, _, kind, _, _, said, text = found.groups()
        data = once([(n, re.sub(r'\\(["\\\]])', r"\1", v)) for n, v in PARAMETER.findall(said)])
        if data["version"] != "1":
            raise ValueError("another version")
        if data["log"] != self.key.split("+")[0]:
            self.faults.append("OTHER_LOG " + data["log"])
            return
        if not 104 <= int(priority) <= 111:
            self.faults.append("PRIORITY " + priority)
        text = json.loads(text, object_pairs_hook=once)
        if kind == "ENTRY":
            self.placed(data, [self.entry(data, text)])
        elif kind == "OTHERS":
            all_of = b64(text["holdfast"]["leaves"])
            self.placed(data, [(all_of[i:i + 32], all_of[i + 32:i + 64]) for i in range(0, len(all_of), 64)])
        elif kind == "HEAD":
            size, note = number(data["size"]), text["holdfast"]["note"]
            if self.heads.setdefault(size, note) != note:
                self.faults.append("REPEATED_OTHERWISE head %d" % size)
        elif kind == "STANDING":
            self.sent = max(self.sent, number(data["next"]))
        else:
            raise ValueError("no such message")

    def entry(self, data, text):
        digest = b64(data["digest"])
        if "unreadable" in data:
            self.faults.append("ENTRY_CHANGED " + data["leaf"])
            return b64(data["tag"]), digest
        event = text["event"]
        told = event["sequence"] == number(data["leaf"]) and event["hash"] == digest.hex()
        if "cut" in data:
            self.cut += 1
        elif sha(canonical(fields(text))) != digest:
            told = False
        if not told:
            self.faults.append("ENTRY_CHANGED " + data["leaf"])
        return b64(data["tag"]), digest

    def placed(self, data, pairs):
        first = number(data["leaf"])
        if len(pairs) != number(data["count"]):
            self.faults.append("COUNT " + data["leaf"])
        if any([len(part) for part in pair] != [32, 32] for pair in pairs):
            raise ValueError("a tag and a digest have 32 bytes")
        for leaf, pair in enumerate(pairs, first):
            if self.leaves.setdefault(leaf, pair) != pair:
                self.faults.append("REPEATED_OTHERWISE %d" % leaf)
            self.came += 1

    def proven(self):
        log, signed_up_to = Log(), 0
        for leaf in range(max(max(self.leaves, default=-1) + 1, max(self.heads, default=0), self.sent)):
            if leaf not in self.leaves:
                self.faults.append("MISSING %d" % leaf)
                break
            log.append(*self.leaves[leaf])
            if log.size in self.heads:
                found = proven(self.key, self.heads[log.size], log)
                self.faults += found
                signed_up_to = signed_up_to if found else log.size
        if signed_up_to == 0 and not self.faults:
            self.faults.append("END_NOT_SIGNED 0")
        return report(self.faults, log.size, len(self.heads), self.came - len(self.leaves), self.cut, signed_up_to)


def syslog(key, file):
    read = Syslog(key)
    with open(file, encoding="ascii", errors="replace") as archive:
        *lines, rest = archive.read().split("\n")
    for line in lines:
        try:
            read.message(line)
        except UNREADABLE as why:
            read.faults.append("NOT_READABLE %s: %s" % (line[:80], why))
    if rest:
        read.faults.append("TORN " + rest[:80])
    return read.proven()


def proven(key, note, log):
    try:
        head = signed(key, note)
    except UNREADABLE:
        head = None
    if head is None or head[0] != key.split("+")[0]:
        return ["HEAD_NOT_SIGNED %d" % log.size]
    return [] if head[1] == log.size and head[2] == log.root() else ["LOG_CHANGED %d" % log.size]


def fields(text):
    event, own = text["event"], text["holdfast"]
    return {"id": event["id"], "organization": text["organization"]["id"], "at": text["@timestamp"],
            "actor": text["user"]["id"], "actorKind": own["actorKind"], "action": event["action"],
            "objectType": own["objectType"], "objectId": own["objectId"],
            "outcome": {"success": "ALLOWED", "failure": "REFUSED"}[event["outcome"]], "code": event["code"],
            "reason": event["reason"], "door": own["door"], "before": own["before"], "after": own["after"]}


class Files:
    """The files of one series, one behind the other."""

    def __init__(self, key):
        self.key, self.log, self.heads, self.faults = key, None, 0, []
        self.whose, self.signed = {}, 0

    def file(self, name, lines, last):
        if lines.pop() != "" and not last:
            self.faults.append("TORN " + name)
        if lines[0] != "holdfast-audit-file/1" or lines[1] != "origin " + self.key.split("+")[0]:
            raise ValueError("no file of this log")
        if lines[2] != "key " + self.key:
            raise ValueError("another key")
        at, whose = 3, {}
        while lines[at].startswith("organization "):
            _, organization, salt = lines[at].split(" ")
            whose[organization] = b64(salt)
            at += 1
        if not re.fullmatch("from [0-9]+", lines[at]) or not (lines[at + 1] + " ").startswith("peaks "):
            raise ValueError("no beginning of such a file")
        size = int(lines[at].removeprefix("from "))
        peaks = [b64(peak) for peak in lines[at + 1].split(" ")[1:]]
        if len(peaks) != bin(size).count("1") or {len(salt) for salt in whose.values()} != {32}:
            raise ValueError("not as many peaks, or a salt of another length")
        if self.log is None:
            self.log, self.whose, self.signed = Log(size, peaks), whose, size
        if (size, peaks, whose) != (self.log.size, self.log.peaks, self.whose):
            self.faults.append("NOT_JOINED " + name)
        ended = False
        for line in lines[at + 2:]:
            if ended:
                raise ValueError("something follows the end")
            ended = self.line(line)
        if not ended and not last:
            self.faults.append("NOT_ENDED " + name)

    def line(self, line):
        word, *rest = line.split(" ")
        log = self.log
        if word in ("entry", "other"):
            tag, digest = b64(rest[0]), b64(rest[1])
            if len(tag) != 32 or len(digest) != 32 or len(rest) != (3 if word == "entry" else 2):
                raise ValueError("no leaf")
            marks = {sha(salt, struct.pack(">Q", log.size)): who for who, salt in self.whose.items()}
            if word == "other" and tag in marks:
                self.faults.append("ENTRY_MISSING %d" % log.size)
            if word == "entry":
                self.entry(b64(rest[2]), tag, digest, marks)
            log.append(tag, digest)
        elif word == "head" and len(rest) == 1:
            self.heads += 1
            found = proven(self.key, b64(rest[0]).decode(), log)
            self.faults += found
            self.signed = self.signed if found else log.size
        elif line == "end %d" % log.size:
            if self.signed < log.size:
                self.faults.append("END_NOT_SIGNED %d" % self.signed)
            return True
        else:
            raise ValueError("no such line")
        return False

    def entry(self, content, tag, digest, marks):
        if sha(content) != digest:
            self.faults.append("ENTRY_CHANGED %d" % self.log.size)
            return
        (first,) = struct.unpack(">I", content[20:24])
        (second,) = struct.unpack(">I", content[24 + first:28 + first])
        if marks.get(tag) != content[28 + first:28 + first + second].decode():
            self.faults.append("FOREIGN_ENTRY %d" % self.log.size)


def files(key, folder):
    read = Files(key)
    names = sorted(name for name in os.listdir(folder) if name.endswith(".audit"))
    for name in names:
        with open(os.path.join(folder, name), encoding="ascii", errors="replace") as file:
            lines = file.read().split("\n")
        try:
            read.file(name, lines, name == names[-1])
        except UNREADABLE as why:
            read.faults.append("NOT_READABLE %s at leaf %d: %s" % (name, read.log.size if read.log else 0, why))
            break
    log = read.log or Log()
    proven_once = read.heads > 0 and read.signed > 0
    if log.size > 0 and not proven_once and not read.faults:
        read.faults.append("END_NOT_SIGNED %d" % read.signed)
    return report(read.faults, log.size, read.heads, 0, 0, read.signed)


def report(faults, leaves, heads, repeats, cut, signed_up_to):
    print("leaves %d heads %d repeats %d cut %d unsigned %d" % (leaves, heads, repeats, cut, leaves - signed_up_to))
    for fault in faults:
        print(fault)
    return not faults


reader = {"syslog": syslog, "files": files}[sys.argv[1]]
sys.exit(0 if all([reader(sys.argv[2], place) for place in sys.argv[3:]]) else 1)
