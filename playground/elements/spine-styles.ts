/** The look of `<thaw-spine>`: one row of tiles on a wire, cold and warm ground, the ice line between them. */

import { css, unsafeCSS } from 'lit';
import { halfGap, headroom, tile, wireY } from './spine-wires.js';

const iceLineWidth = 20;

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
    display: flex;
    width: max-content;
    min-width: 100%;
  }

  .zone {
    padding-block: var(--space-2) 12px;
  }

  .zone.cold {
    flex: 1 0 auto;
    background:
      repeating-linear-gradient(135deg, color-mix(in srgb, var(--cold) 9%, transparent) 0 1px, transparent 1px 9px),
      var(--cold-surface);
  }

  .zone.warm {
    background: var(--warm-surface);
  }

  .zone.loading {
    flex: 1 0 auto;
  }

  .zone-name {
    height: 24px;
    font-size: var(--size-small);
    font-weight: var(--weight-strong);
    line-height: 24px;
    white-space: nowrap;
  }

  .input .zone-name {
    padding-inline: ${px(halfGap)};
    color: var(--text-quiet);
  }

  .words {
    position: sticky;
    left: ${px(halfGap)};
    margin-inline: ${px(halfGap)};
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  .cold .words {
    color: var(--cold);
  }

  .warm .words {
    color: var(--warm);
  }

  .stages {
    display: flex;
  }

  .stage {
    flex: 1 0 auto;
  }

  .stage-name {
    height: 20px;
    padding-inline: ${px(halfGap)} 10px;
    font-size: var(--size-small);
    line-height: 20px;
    white-space: nowrap;
  }

  .stage + .stage {
    box-shadow: -1px 0 0 color-mix(in srgb, var(--cold) 30%, transparent);
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

  .loading .blocks::after {
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

  .ice-line {
    position: relative;
    flex: none;
    width: ${px(iceLineWidth)};
    background: var(--warm-surface);
  }

  .ice-line svg {
    display: block;
    width: 100%;
    height: 100%;
  }

  /* The wire crosses it: padding, zone name and stage name stand above the tiles. */
  .ice-line::after {
    content: '';
    position: absolute;
    inset: ${px(8 + 24 + 20 + wireY)} 0 auto;
    border-top: 1.5px solid var(--line-strong);
  }

  .ice {
    fill: var(--cold-surface);
  }

  .edge {
    fill: none;
    stroke: var(--cold);
    stroke-width: 2.5;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
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
