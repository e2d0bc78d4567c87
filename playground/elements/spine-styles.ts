/** The look of `<thaw-spine>`: stages in one row on a wire, on cold and warm ground. */

import { css, unsafeCSS } from 'lit';
import { wireY } from './spine-wires.js';

/** Above the stages' names: room for the flag of the ice line. */
const flagRoom = 40;

/** Cold ground: blue, and hatched. */
const frozenGround = css`
  repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 9px),
    var(--cold-surface)
`;

/** A length in CSS pixels, as a style sheet has it. */
export const px = (length: number) => unsafeCSS(`${length}px`);

export const spineStyles = css`
  :host {
    min-width: 0;
  }

  .scroller {
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface-raised);
    scrollbar-width: thin;
  }

  .track {
    position: relative;
    display: flex;
    width: max-content;
    min-width: 100%;
  }

  .zone {
    padding-block: ${px(flagRoom)} 12px;
  }

  .zone.loading {
    flex: 1 0 auto;
  }

  .stages {
    display: flex;
    flex: 1 0 auto;
  }

  .stage {
    flex: 1 0 auto;
    padding-block: ${px(flagRoom)} 12px;
    background: var(--warm-surface);
    outline: 1px solid var(--edge);
    outline-offset: -1px;
    forced-color-adjust: none; /* the hatching would go */
  }

  .stage.frozen,
  .block.frozen {
    background: ${frozenGround};
  }

  .stage.mixed {
    background: var(--surface-raised);
  }

  .stage.mixed .block.thawed {
    background: var(--warm-surface);
  }

  .block.mixed {
    background: linear-gradient(to bottom left, var(--warm-surface) 50%, transparent 50%), ${frozenGround};
  }

  .stage-name {
    height: 28px;
    padding-inline: 6px 10px;
    font-size: var(--size-small);
    line-height: 28px;
    white-space: nowrap;
  }

  .stage-name button {
    min-height: 24px;
    padding: 1px 8px;
  }

  .stage-name button[aria-pressed] {
    border-color: var(--edge);
    background: var(--plain, transparent) var(--more, var(--surface-raised));
    color: var(--text);
  }

  .stage-name button:hover:not(:disabled) {
    border-color: var(--accent);
  }

  .stage + .stage {
    box-shadow: -1px 0 0 color-mix(in srgb, var(--text-quiet) 30%, transparent);
  }

  .blocks {
    display: flex;
  }

  /* The wire goes on through whatever room a stage has to spare. */
  .blocks::after {
    content: '';
    flex: 1;
    margin-top: ${px(wireY)};
    border-top: 1.5px solid var(--line-strong);
  }

  .loading .blocks::after,
  .stage:last-child .blocks::after {
    content: none;
  }
`;
