/**
 * What is recorded with the camera, class by class, before it becomes a data set. A film is what was recorded in one go:
 * its frames are nearly the same, so that they stay together when a part is held out. Pure.
 */

import { ThawError } from '../../engine/index.js';
import type { DataSource, OwnFile } from '../worker/protocol.js';

/** Pictures, oldest first. */
export type Film = readonly Blob[];

export interface RecordedClass {
  /** Tells it apart while its name is being changed. */
  readonly id: number;
  readonly name: string;
  readonly films: readonly Film[];
}

export type Recording = readonly RecordedClass[];

/** The folder of the recorded classes, and so the name of the data set. */
const folder = 'camera';
/** Of the classes that are there to begin with. */
const firstNames = ['Class 1', 'Class 2'];

export function newRecording(names: readonly string[] = firstNames): Recording {
  return names.map((name, id) => ({ id, name, films: [] }));
}

/** With one more class, named after its number. */
export function withClass(recording: Recording): Recording {
  const id = 1 + Math.max(-1, ...recording.map((own) => own.id));
  const names = recording.map(({ name }) => name);
  let number = recording.length + 1;
  while (names.includes(`Class ${number}`)) number += 1;
  return [...recording, { id, name: `Class ${number}`, films: [] }];
}

export function withoutClass(recording: Recording, id: number): Recording {
  return recording.filter((own) => own.id !== id);
}

/**
 * @throws ThawError for a name that is empty, another class's, or none that a folder can have.
 */
export function renamed(recording: Recording, id: number, to: string): Recording {
  const name = to.trim();
  const refuse = (got: string, expected: string) => {
    return new ThawError({ operation: 'rename class', got, expected, remedy: 'The name stays as it was.' });
  };
  if (name === '') throw refuse('no name', 'one');
  if (/^\.|[/\\]/.test(name)) throw refuse(`"${name}"`, 'a name without slashes that does not begin with a point');
  if (recording.some((own) => own.id !== id && own.name === name)) {
    throw refuse(`"${name}", which is another class`, 'a name of its own');
  }
  return changed(recording, id, (own) => ({ ...own, name }));
}

/** With a film of no pictures yet. */
export function withFilm(recording: Recording, id: number): Recording {
  return changed(recording, id, (own) => ({ ...own, films: [...own.films, []] }));
}

/** With one more picture at the end of the last film. */
export function withPicture(recording: Recording, id: number, picture: Blob): Recording {
  return changed(recording, id, ({ films, ...own }) => ({
    ...own,
    films: [...films.slice(0, -1), [...(films.at(-1) ?? []), picture]],
  }));
}

export function withoutLastFilm(recording: Recording, id: number): Recording {
  return changed(recording, id, (own) => ({
    ...own,
    films: own.films.filter(({ length }) => length > 0).slice(0, -1),
  }));
}

export function picturesOf({ films }: RecordedClass): readonly Blob[] {
  return films.flat();
}

export function pictureCount(recording: Recording): number {
  return recording.reduce((sum, own) => sum + picturesOf(own).length, 0);
}

/** How many classes have pictures. */
export function classCount(recording: Recording): number {
  return recording.filter((own) => picturesOf(own).length > 0).length;
}

/** `24 pictures of 2 classes.` */
export function sayRecording(recording: Recording): string {
  const [pictures, classes] = [pictureCount(recording), classCount(recording)];
  if (pictures === 0) return 'Nothing recorded yet. The pictures stay on this device.';
  const count = pictures === 1 ? '1 picture' : `${pictures.toLocaleString('en')} pictures`;
  return classes < 2 ? `${count} of 1 class; a data set of its own takes two.` : `${count} of ${classes} classes.`;
}

/** As files of class folders, `camera/mug/001.png` and so on; classes without pictures are none. */
export function sourceOf(recording: Recording): DataSource {
  return { kind: 'files', files: recording.flatMap(filesOf) };
}

function filesOf({ id, name, films }: RecordedClass): readonly OwnFile[] {
  const frames = films.flatMap((film, number) => film.map((file) => ({ file, film: `${id}:${number}` })));
  return frames.map(({ file, film }, index) => ({
    path: `${folder}/${name}/${String(index + 1).padStart(3, '0')}.png`,
    file,
    film,
  }));
}

function changed(recording: Recording, id: number, change: (own: RecordedClass) => RecordedClass): Recording {
  return recording.map((own) => (own.id === id ? change(own) : own));
}
