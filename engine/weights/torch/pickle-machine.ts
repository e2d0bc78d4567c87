/**
 * A pickle is a program for a small stack machine. This one runs such a program as if its writer were hostile: it builds
 * plain values, and whatever the program calls by name is asked of a host, which knows a short list and refuses the rest.
 * Nothing is imported, nothing of the file is run.
 *
 * The stack holds values; a mark is the height that the stack had, and the instruction that closes it takes what lies
 * above. The memo holds values by number: references, never copies, so that a pickle of a few lines that doubles a list
 * a thousand times stays as small as it is written. Nesting is of data only: no depth of it makes this code recurse.
 */

import { ThawError } from '../../core/errors.js';
import { Allowance, costs } from './allowance.js';
import { decodeText, type ByteCursor } from './byte-cursor.js';
import { opcodes } from './pickle-opcodes.js';
import { Callable, describeValue, Opaque } from './pickle-values.js';

export interface PickleHost {
  /**
   * What `module.name` means.
   * @param isWhole where it is the first thing that the pickle speaks of: the class of the whole object.
   * @throws ThawError for what is not on the host's list.
   */
  readonly find: (module: string, name: string, isWhole: boolean) => unknown;
  /** What stands outside the pickle, such as a tensor's numbers. */
  readonly load: (id: unknown) => unknown;
}

type Instruction = (machine: PickleMachine) => void;

/** Longer integers mean nothing in a checkpoint, and turning bytes into digits takes time that grows with its square. */
const longestInteger = 255;

/** Runs the pickle at the cursor, which stands behind it afterwards. Throws a `ThawError` for what is damaged or refused. */
export function unpickle(cursor: ByteCursor, host: PickleHost): unknown {
  return new PickleMachine(cursor, host).run();
}

class PickleMachine {
  readonly allowance: Allowance;
  readonly memo = new Map<number, unknown>();
  readonly #stack: unknown[] = [];
  readonly #marks: number[] = [];

  constructor(
    readonly cursor: ByteCursor,
    readonly host: PickleHost,
  ) {
    this.allowance = new Allowance(cursor.file);
  }

  run(): unknown {
    for (;;) {
      this.allowance.spend(costs.instruction);
      const opcode = this.cursor.uint8();
      if (opcode === opcodes.stop) return this.pop();
      const instruction = instructions[opcode];
      if (!instruction) throw this.damaged(`the unknown instruction 0x${opcode.toString(16).padStart(2, '0')}`);
      instruction(this);
    }
  }

  push(value: unknown, cost = 0): void {
    this.allowance.spend(cost);
    this.#stack.push(value);
  }

  pop(): unknown {
    const bottom = this.#marks.at(-1) ?? 0;
    if (this.#stack.length <= bottom) throw this.damaged('an instruction without a value to work on');
    return this.#stack.pop();
  }

  /** The topmost value, which stays. */
  top(): unknown {
    const value = this.pop();
    this.#stack.push(value);
    return value;
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  popMark(): unknown[] {
    const height = this.#marks.pop();
    if (height === undefined) throw this.damaged('the end of a group that never began');
    return this.#stack.splice(height);
  }

  popMany(count: number): unknown[] {
    const bottom = (this.#marks.at(-1) ?? 0) + count;
    if (this.#stack.length < bottom) throw this.damaged('an instruction without a value to work on');
    return this.#stack.splice(this.#stack.length - count);
  }

  pushText(length: number): void {
    const bytes = this.cursor.take(length);
    this.allowance.spend(costs.object + costs.textByte * length);
    this.push(decodeText(bytes));
  }

  get(index: number): void {
    if (!this.memo.has(index)) throw this.damaged(`a reference to the value ${index}, which was never kept`);
    this.push(this.memo.get(index));
  }

  put(index: number): void {
    this.allowance.spend(costs.entry);
    this.memo.set(index, this.top());
  }

  /** Pushes what a name stands for. PyTorch's own containers name a module's class right behind the word "module". */
  find(module: unknown, name: unknown): void {
    if (typeof module !== 'string' || typeof name !== 'string') throw this.damaged('a name that is no text');
    const isWhole = this.#stack.length === 0 || this.#stack.at(-1) === 'module';
    this.push(this.host.find(module, name, isWhole), costs.object);
  }

  /** Calls what lies on the stack. Its first argument may be a list that is copied, and that is given again and again. */
  call(args: unknown): void {
    const callable = this.pop();
    if (!(callable instanceof Callable) || !Array.isArray(args)) {
      throw this.damaged(`a call of ${describeValue(callable)}`);
    }
    const copied: unknown = args[0];
    this.allowance.spend(costs.map + costs.entry * (Array.isArray(copied) ? copied.length : 0));
    this.push(callable.call(args));
  }

  damaged(got: string): ThawError {
    return new ThawError({
      operation: this.cursor.file,
      got: `${got}, at byte ${(this.cursor.at - 1).toLocaleString('en-US')}`,
      expected: 'an undamaged pickle of protocol 2 to 5',
      remedy: 'Download or copy the file again.',
    });
  }
}

/** What each opcode does; an opcode without an entry is refused. */
const instructions: readonly (Instruction | undefined)[] = tableOf({
  [opcodes.proto]: ({ cursor }) => cursor.uint8(),
  [opcodes.frame]: ({ cursor }) => cursor.uint64(),

  [opcodes.mark]: (machine) => machine.mark(),
  [opcodes.pop]: (machine) => machine.pop(),
  [opcodes.popMark]: (machine) => machine.popMark(),
  [opcodes.dup]: (machine) => machine.push(machine.top()),

  [opcodes.none]: (machine) => machine.push(null),
  [opcodes.newTrue]: (machine) => machine.push(true),
  [opcodes.newFalse]: (machine) => machine.push(false),
  [opcodes.int]: (machine) => machine.push(integerOf(machine, machine.cursor.line()), costs.object),
  [opcodes.binInt]: (machine) => machine.push(machine.cursor.int32(), costs.object),
  [opcodes.binInt1]: (machine) => machine.push(machine.cursor.uint8()),
  [opcodes.binInt2]: (machine) => machine.push(machine.cursor.uint16()),
  [opcodes.long1]: (machine) => pushLong(machine, machine.cursor.uint8()),
  [opcodes.long4]: (machine) => pushLong(machine, machine.cursor.uint32()),
  [opcodes.binFloat]: (machine) => machine.push(machine.cursor.float64BigEndian(), costs.object),

  [opcodes.shortBinString]: (machine) => machine.pushText(machine.cursor.uint8()),
  [opcodes.binString]: (machine) => machine.pushText(machine.cursor.uint32()),
  [opcodes.shortBinUnicode]: (machine) => machine.pushText(machine.cursor.uint8()),
  [opcodes.binUnicode]: (machine) => machine.pushText(machine.cursor.uint32()),
  [opcodes.binUnicode8]: (machine) => machine.pushText(machine.cursor.uint64()),
  [opcodes.shortBinBytes]: (machine) => machine.push(machine.cursor.take(machine.cursor.uint8()), costs.map),
  [opcodes.binBytes]: (machine) => machine.push(machine.cursor.take(machine.cursor.uint32()), costs.map),
  [opcodes.binBytes8]: (machine) => machine.push(machine.cursor.take(machine.cursor.uint64()), costs.map),
  [opcodes.byteArray8]: (machine) => machine.push(machine.cursor.take(machine.cursor.uint64()), costs.map),

  [opcodes.emptyTuple]: (machine) => machine.push([], costs.object),
  [opcodes.tuple]: (machine) => machine.push(machine.popMark(), costs.object),
  [opcodes.tuple1]: (machine) => machine.push(machine.popMany(1), costs.object),
  [opcodes.tuple2]: (machine) => machine.push(machine.popMany(2), costs.object),
  [opcodes.tuple3]: (machine) => machine.push(machine.popMany(3), costs.object),
  [opcodes.emptyList]: (machine) => machine.push([], costs.object),
  [opcodes.list]: (machine) => machine.push(machine.popMark(), costs.object),
  [opcodes.append]: (machine) => addItems(machine, machine.popMany(1)),
  [opcodes.appends]: (machine) => addItems(machine, machine.popMark()),
  [opcodes.emptyDict]: (machine) => machine.push(new Map(), costs.map),
  [opcodes.dict]: (machine) => {
    const entries = machine.popMark();
    machine.push(new Map(), costs.map);
    setItems(machine, entries);
  },
  [opcodes.setItem]: (machine) => setItems(machine, machine.popMany(2)),
  [opcodes.setItems]: (machine) => setItems(machine, machine.popMark()),
  [opcodes.emptySet]: (machine) => machine.push(new Set(), costs.map),
  [opcodes.addItems]: (machine) => addItems(machine, machine.popMark()),
  [opcodes.frozenSet]: (machine) => {
    const items = machine.popMark();
    machine.push(new Set(), costs.map);
    addItems(machine, items);
  },

  [opcodes.binGet]: (machine) => machine.get(machine.cursor.uint8()),
  [opcodes.longBinGet]: (machine) => machine.get(machine.cursor.uint32()),
  [opcodes.binPut]: (machine) => machine.put(machine.cursor.uint8()),
  [opcodes.longBinPut]: (machine) => machine.put(machine.cursor.uint32()),
  [opcodes.memoize]: (machine) => machine.put(machine.memo.size),

  [opcodes.global]: (machine) => machine.find(machine.cursor.line(), machine.cursor.line()),
  [opcodes.stackGlobal]: (machine) => {
    const [module, name] = machine.popMany(2);
    machine.find(module, name);
  },
  [opcodes.reduce]: (machine) => machine.call(machine.pop()),
  [opcodes.newObj]: (machine) => machine.call(machine.pop()),
  [opcodes.newObjEx]: (machine) => {
    const [args] = machine.popMany(2);
    machine.call(args);
  },
  [opcodes.build]: (machine) => dropState(machine),
  [opcodes.binPersId]: (machine) => machine.push(machine.host.load(machine.pop()), costs.map),
});

function tableOf(entries: Readonly<Record<number, Instruction>>): (Instruction | undefined)[] {
  return Array.from({ length: 256 }, (_, opcode) => entries[opcode]);
}

/** The text of an integer; `00` and `01` are how protocol 1 writes False and True. */
function integerOf(machine: PickleMachine, line: string): number | boolean {
  if (line === '00' || line === '01') return line === '01';
  if (!/^-?\d{1,20}$/.test(line)) throw machine.damaged(`the integer ${JSON.stringify(line.slice(0, 40))}`);
  return Number(line);
}

/** Two's complement, the lowest byte first. Beyond 2^53 it stays exact as a bigint. */
function pushLong(machine: PickleMachine, length: number): void {
  if (length > longestInteger) throw machine.damaged(`an integer of ${length.toLocaleString('en-US')} bytes`);
  const digits = Array.from(machine.cursor.take(length), (byte) => byte.toString(16).padStart(2, '0')).reverse();
  const long = BigInt.asIntN(8 * length, BigInt(`0x0${digits.join('')}`));
  const integer = Number(long);
  machine.push(Number.isSafeInteger(integer) ? integer : long, costs.object + length);
}

/** Adds to the list or set on top of the stack. */
function addItems(machine: PickleMachine, items: readonly unknown[]): void {
  const target = machine.top();
  if (target instanceof Opaque) return;
  if (target instanceof Set) {
    machine.allowance.spend(costs.entry * items.length);
    for (const item of items) target.add(item);
  } else if (Array.isArray(target)) {
    for (const item of items) target.push(item);
  } else throw machine.damaged(`an item added to ${describeValue(target)}`);
}

/** Puts keys and values, in turns, into the dictionary on top of the stack. */
function setItems(machine: PickleMachine, keysAndValues: readonly unknown[]): void {
  const target = machine.top();
  if (target instanceof Opaque) return;
  if (!(target instanceof Map) || keysAndValues.length % 2 !== 0) {
    throw machine.damaged(`${keysAndValues.length} keys and values for ${describeValue(target)}`);
  }
  machine.allowance.spend(costs.entry * keysAndValues.length);
  for (let index = 0; index < keysAndValues.length; index += 2) {
    target.set(keysAndValues[index], keysAndValues[index + 1]);
  }
}

/** The attributes of an object, such as a state dict's `_metadata`, say nothing of its weights. */
function dropState(machine: PickleMachine): void {
  machine.pop();
  const target = machine.top();
  if (target instanceof Opaque || target instanceof Map) return;
  throw machine.damaged(`attributes for ${describeValue(target)}`);
}
