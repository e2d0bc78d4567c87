/**
 * Names of classes as names of folders, and back. What a folder cannot be called on every system is written as in web
 * addresses, each of its UTF-8 bytes as `%` and two hexadecimal digits:
 *
 *     cat/dog    cat%2Fdog     a character that means something in paths
 *     .cat       %2Ecat        what systems hide
 *     cat.       cat%2E        what Windows cuts off, as it does with a space
 *     con        %63on         a device of Windows
 *     Cat        %43at         what only its case tells from a folder before it
 *     20%25      20%2525       what would be taken for such a byte
 */

import { expect } from '../core/errors.js';
import { isHidden } from './paths.js';

/** Of any file or folder, in bytes of UTF-8. */
const longestName = 255;

const special = /[<>:"/\\|?*\p{Cc}]|%(?=[0-9a-f]{2})|[. ]$/giu;
const escapes = /(?:%[0-9a-f]{2})+/gi;
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The class of a folder. */
export function classNameOf(folder: string): string {
  return folder.replace(escapes, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes; // they are no UTF-8, so that the folder is called just this
    }
  });
}

/**
 * A folder for each of different classes, which `classNameOf` leads back from.
 * @throws ThawError for a name that is too long for one.
 */
export function folderNamesOf(classNames: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return classNames.map((className) => {
    let folder = legalName(className);
    for (let first = 1; taken.has(folder.toLowerCase()); first++) folder = escaped(className, first);
    taken.add(folder.toLowerCase());
    const length = new TextEncoder().encode(folder).length;
    expect(length <= longestName, () => ({
      operation: `folder for class "${className}"`,
      got: `a name of ${length} bytes`,
      expected: `at most ${longestName}`,
      remedy: 'Rename the class.',
    }));
    return folder;
  });
}

/** Whether every system that may have such a file or folder shows it as one. */
export function isOrdinary(name: string): boolean {
  return !isHidden(name) && !devices.test(name);
}

function legalName(className: string): string {
  const folder = escaped(className, 0);
  return isOrdinary(folder) ? folder : escaped(className, 1);
}

/** With the `first` characters escaped, and of the others those that must be. */
function escaped(className: string, first: number): string {
  const characters = Array.from(className);
  const rest = characters.slice(first).join('');
  return characters.slice(0, first).map(escape).join('') + rest.replace(special, escape);
}

function escape(character: string): string {
  const digits = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');
  return Array.from(new TextEncoder().encode(character), (byte) => `%${digits(byte)}`).join('');
}
