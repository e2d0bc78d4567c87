/** Files as a person hands them over (dropped, with folders, or from a picker), each with its path inside what was handed. */

import { ThawError } from '../../engine/index.js';
import type { IncomingFile } from '../state/intake.js';

/** More than this is a home folder dropped by mistake, and would fill the memory before it were of use. */
const mostFiles = 20_000;

/**
 * All files of a drop, those in folders included. An empty folder is told as one file of no bytes whose path ends with `/`,
 * as a zip does it: a class without pictures is then an error that can be named.
 *
 * Must be called while the drop event is dispatched; afterwards the browser takes the files away.
 * @throws ThawError where there are more than 20,000 files, or one cannot be read.
 */
export async function readDroppedFiles(dropped: DataTransfer): Promise<readonly IncomingFile[]> {
  const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // Pictures dragged out of another page have no entry, only a file.
  if (entries.length === 0) return chosenFiles(dropped.files);
  const files: IncomingFile[] = [];
  for (const entry of entries) await collect(entry, files);
  return files;
}

/**
 * Files of a picker or the clipboard; those of a chosen folder have their path in it.
 * @throws ThawError where there are more than 20,000 files.
 */
export function chosenFiles(files: Iterable<File>): readonly IncomingFile[] {
  const chosen = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  if (chosen.length > mostFiles) throw tooMany(chosen.length.toLocaleString('en'));
  return chosen;
}

/** Adds the files of an entry to `files`. */
async function collect(entry: FileSystemEntry, files: IncomingFile[]): Promise<void> {
  if (isDirectory(entry)) {
    const children = await childrenOf(entry);
    if (children.length === 0) add({ path: `${pathOf(entry)}/`, file: new File([], entry.name) }, files);
    for (const child of children) await collect(child, files);
  } else if (isFile(entry)) {
    add({ path: pathOf(entry), file: await fileOf(entry) }, files);
  }
}

function add(file: IncomingFile, files: IncomingFile[]): void {
  if (files.length === mostFiles) throw tooMany(`more than ${mostFiles.toLocaleString('en')}`);
  files.push(file);
}

/** A reader gives about a hundred entries at a time, and an empty list after the last. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const more = await ask<FileSystemEntry[]>(folder, (resolve, reject) => reader.readEntries(resolve, reject));
    if (more.length === 0) return children;
    children.push(...more);
    if (children.length > mostFiles) throw tooMany(`more than ${mostFiles.toLocaleString('en')}`);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return ask<File>(entry, (resolve, reject) => entry.file(resolve, reject));
}

/** One of the file system's callbacks as a promise whose failure names the entry. */
function ask<Answer>(
  entry: FileSystemEntry,
  question: (resolve: (answer: Answer) => void, reject: (error: DOMException) => void) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => question(resolve, (error) => reject(unreadable(entry, error))));
}

/** `/pets/cat/tom.png` is `pets/cat/tom.png`, as a picker and a zip have it. */
function pathOf(entry: FileSystemEntry): string {
  return entry.fullPath.replace(/^\//, '');
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function tooMany(count: string): ThawError {
  return new ThawError({
    operation: 'read files',
    got: `${count} files`,
    expected: `${mostFiles.toLocaleString('en')} at most`,
    remedy: 'Choose the one folder that holds the class folders.',
  });
}

function unreadable(entry: FileSystemEntry, error: DOMException): ThawError {
  return new ThawError(
    {
      operation: `read "${pathOf(entry)}"`,
      got: error.name,
      expected: 'a file or folder that this browser may read',
      remedy: 'Check its permissions, or copy it to another folder.',
    },
    { cause: error },
  );
}
