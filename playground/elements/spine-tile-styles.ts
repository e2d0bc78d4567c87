/** The look of a block on the spine: its tile and name, what is pinned to the tile, lights it up or stands in it. */

import { css } from 'lit';
import { px } from './spine-styles.js';
import { halfGap, headroom, tile } from './spine-wires.js';

export const spineTileStyles = css`
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
