"use strict";
// Where compiled code is kept, since whoever can write there runs code with the token of whoever calls the command.
const { lstatSync, mkdirSync, realpathSync } = require("node:fs");
const { homedir } = require("node:os");
const { dirname, isAbsolute, join } = require("node:path");

/**
 * The folder for compiled code of the user `uid`, made if need be; undefined where none is this user's alone. It counts only
 * if it is no symbolic link, belongs to the user, nobody else may even look into it, and no other user but root can put
 * another one in its place: none of the folders above it belongs to others or may be written by them (a sticky one may:
 * there people keep their hands off what is not theirs).
 */
function ownFolder(environment, uid) {
  if (uid === undefined) return undefined;
  try {
    const { XDG_CACHE_HOME: cache, HOME: home = homedir() } = environment;
    const base = isAbsolute(cache ?? "") ? cache : join(home, ".cache");
    if (!isAbsolute(base)) return undefined;
    // Not what is above it: Node tries for ever where a file system takes no folders.
    makeFolder(base);
    const folder = join(realpathSync(base), "collab-cadence");
    if (!isSafeAbove(dirname(folder), uid)) return undefined;
    makeFolder(folder);
    const { mode, uid: owner, isDirectory } = statOf(folder);
    return isDirectory && owner === uid && (mode & 0o077) === 0 ? folder : undefined;
  } catch {
    // No home, a read-only one, or one that others keep: the command starts a little slower.
    return undefined;
  }
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

function statOf(path) {
  const stat = lstatSync(path);
  return { mode: stat.mode, uid: stat.uid, isDirectory: stat.isDirectory() };
}

/** `folder` is a real path, so none of those above it is a link. */
function isSafeAbove(folder, uid) {
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid: owner } = statOf(path);
    const isOpen = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
    if ((owner !== uid && owner !== 0) || isOpen) return false;
    if (path === dirname(path)) return true;
  }
}

/** Whether a file beside another is no easier to change for others than that one is. */
function isKeptAs(file, other) {
  try {
    const [one, two] = [lstatSync(file), lstatSync(other)];
    return one.isFile() && one.uid === two.uid && (one.mode & 0o022 & ~two.mode) === 0;
  } catch {
    return false;
  }
}

module.exports = { ownFolder, isKeptAs };
