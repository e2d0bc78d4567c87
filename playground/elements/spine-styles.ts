/** The look of `<thaw-spine>`: one row of tiles on a wire, cold and warm ground, the ice line between them. */

import { css, unsafeCSS } from 'lit';
import { halfGap, headroom, tile, wireY } from './spine-wires.js';

/** Above the stages' names: room for the flag of the ice line. */
const flagRoom = 40;

/** Cold ground: blue, and hatched. */
const frozenGround = css`
  repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 9px),
    var(--cold-surface)
`;

const px = (length: number) => unsafeCSS(`${length}px`);

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

  .block {
    position: relative;
    width: ${px(tile + 2 * halfGap)};
    padding: ${px(headroom)} ${px(halfGap)} 0;
  }

  .tile {
    position: relative;
    display: block;
    width: ${px(tile)};
    height: ${px(tile)};
    padding: 0;
    border: 0;
    border-radius: var(--radius-small);
    outline: 1px solid var(--line-strong);
    background: var(--surface-sunken);
    overflow: hidden;
  }

  button.tile:hover {
    outline: 2px solid var(--accent);
  }

  button.tile[aria-pressed='true'] {
    outline: 2px solid var(--accent);
  }

  button.tile:focus-visible {
    overflow: visible;
    outline: 3px solid var(--accent);
    box-shadow: 0 0 0 4px var(--accent);
  }

  .photograph img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  .name {
    margin-inline: ${px(-halfGap)};
    padding-top: 4px;
    font-family: var(--font-mono);
    font-size: var(--size-small);
    line-height: 20px;
    text-align: center;
  }

  .mask {
    display: grid;
    gap: 2px;
    margin-inline: ${px(-halfGap + 4)};
  }

  .mask-room {
    height: 54px;
  }

  .mask button {
    gap: 4px;
    min-width: 0;
    min-height: 28px;
    padding: 1px 4px;
    font-size: 12px;
    font-weight: var(--weight-regular);
    line-height: 1.3;
  }

  .mask .state {
    font-weight: var(--weight-strong);
  }

  .mask .state,
  .mask .state[aria-pressed] {
    border-color: currentcolor;
    background: var(--surface-raised);
  }

  .mask .frozen {
    color: var(--cold);
  }

  .mask :is(.thawed, .mixed) {
    color: var(--warm);
  }

  .mask .state:hover:not(:disabled) {
    outline: 1px solid currentcolor;
  }

  .mask .settings {
    min-height: 24px;
    border-color: var(--edge);
    background: var(--plain, transparent) var(--more, var(--surface-raised));
    color: var(--text);
    overflow-wrap: anywhere;
  }

  .mask .settings:hover:not(:disabled) {
    border-color: var(--accent);
  }

  .pin {
    position: absolute;
    top: ${px(headroom + tile - 10)};
    left: 50%;
    padding: 0 6px;
    border-radius: 8px;
    background: var(--accent);
    color: var(--accent-text);
    font-size: 11px;
    font-weight: var(--weight-strong);
    line-height: 15px;
    translate: -50% 0;
    pointer-events: none;
  }

  .pin + .pin {
    top: ${px(headroom + tile - 28)};
  }

  /* A block that is being computed: a sign over its tile, and a ring. */
  .light {
    --light: var(--accent);

    position: absolute;
    top: ${px(headroom)};
    left: ${px(halfGap)};
    display: grid;
    place-items: center;
    width: ${px(tile)};
    height: ${px(tile)};
    border-radius: var(--radius-small);
    box-shadow: 0 0 0 4px var(--light);
    background: color-mix(in srgb, var(--light) 38%, transparent);
    color: var(--text);
    pointer-events: none;
    font-size: 34px;
    font-weight: var(--weight-strong);
    text-shadow:
      0 0 6px var(--surface-raised),
      0 0 2px var(--surface-raised),
      0 0 12px var(--surface-raised);
  }

  .update .light {
    --light: var(--warm);

    font-size: 22px;
  }

  .bars {
    display: grid;
    gap: 3px;
    padding: 5px;
    text-align: start;
  }

  .bar {
    position: relative;
    height: 13px;
    border-radius: 2px;
    background: var(--surface-raised);
    outline: 1px solid var(--edge);
    outline-offset: -1px;
    overflow: hidden;
  }

  .bar i {
    position: absolute;
    inset: 0 auto 0 0;
    background: color-mix(in srgb, var(--accent) 35%, transparent);
  }

  .bar span {
    position: absolute;
    inset: 0 4px;
    color: var(--text);
    font-size: 10.5px;
    font-weight: var(--weight-regular);
    line-height: 13px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
`;
