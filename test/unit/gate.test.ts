/** The gate that pauses training: who waits at it, and for what. */

import { describe, expect, it } from 'vitest';
import { Gate } from '../../engine/train/gate.js';

/** Whether a promise has resolved by the time that nothing else is left to do. */
async function hasResolved(promise: Promise<unknown>): Promise<boolean> {
  const later = new Promise<boolean>((resolve) => setTimeout(() => resolve(false)));
  return Promise.race([promise.then(() => true), later]);
}

function closedGate(): Gate {
  const gate = new Gate();
  gate.close();
  return gate;
}

describe('a gate', () => {
  it('is open at first, and lets pass', async () => {
    const gate = new Gate();
    expect(gate.isClosed).toBe(false);
    expect(await hasResolved(gate.pass())).toBe(true);
  });

  it('holds up when closed, and lets pass when opened', async () => {
    const gate = closedGate();
    const passing = gate.pass();
    expect(gate.isClosed).toBe(true);
    expect(await hasResolved(passing)).toBe(false);
    gate.open();
    expect(gate.isClosed).toBe(false);
    expect(await hasResolved(passing)).toBe(true);
  });

  it('lets everyone pass who waits', async () => {
    const gate = closedGate();
    const passing = Promise.all([gate.pass(), gate.pass()]);
    gate.open();
    expect(await hasResolved(passing)).toBe(true);
  });

  it('that is closed twice is opened once', async () => {
    const gate = closedGate();
    const passing = gate.pass();
    gate.close();
    gate.open();
    expect(await hasResolved(passing)).toBe(true);
  });

  it('can be closed again', async () => {
    const gate = closedGate();
    gate.open();
    gate.close();
    expect(await hasResolved(gate.pass())).toBe(false);
  });

  it('that is opened once lets pass who waits, and holds up who comes after', async () => {
    const gate = closedGate();
    const passing = gate.pass();
    gate.openOnce();
    expect(await hasResolved(passing)).toBe(true);
    expect(gate.isClosed).toBe(true);
    expect(await hasResolved(gate.pass())).toBe(false);
  });

  it('that is open stays open when opened', () => {
    const gate = new Gate();
    gate.open();
    expect(gate.isClosed).toBe(false);
  });

  it('lets pass when the signal aborts, and stays closed', async () => {
    const gate = closedGate();
    const abort = new AbortController();
    const passing = gate.pass(abort.signal);
    expect(await hasResolved(passing)).toBe(false);
    abort.abort();
    expect(await hasResolved(passing)).toBe(true);
    expect(gate.isClosed).toBe(true);
  });
});
