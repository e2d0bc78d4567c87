/** The wires of one block on the spine: the way through it and, above the tile, its skip connection and where they meet. */

import type { TemplateResult } from 'lit';
import { css, html, svg } from 'lit';
import type { BlockSummary } from '../worker/protocol.js';

/** Lengths on the spine, in CSS pixels: a tile, the half gap on each side of it, the room for the skip above it. */
export const tile = 72;
export const halfGap = 14;
export const headroom = 26;

/** The height of the wire in a block. */
export const wireY = headroom + tile / 2;

const width = tile + 2 * halfGap;
const height = headroom + tile;
const skipY = 10;

export const wireStyles = css`
  .wires {
    position: absolute;
    inset: 0 auto auto 0;
  }

  .wire {
    fill: none;
    stroke: var(--line-strong);
    stroke-width: 1.5;
  }

  .skip {
    stroke: var(--text-quiet);
  }

  .skip.subsample-and-pad {
    stroke-dasharray: 4 3;
  }

  .sign {
    fill: var(--surface-raised);
    stroke: var(--text-quiet);
  }

  .sign-text {
    fill: var(--text);
    font: 11px var(--font);
  }

  .sum {
    fill: var(--surface-raised);
    stroke: var(--text-quiet);
  }

  .plus {
    stroke: var(--text);
    stroke-width: 1.2;
  }
`;

/** What the skip connection does, in words. */
export const shortcutWords: Readonly<Record<BlockSummary['shortcut'], string>> = {
  none: 'no skip connection',
  identity: 'skip connection: identity',
  projection: 'skip connection: 1 × 1 convolution',
  'pooled-projection': 'skip connection: average pool and 1 × 1 convolution',
  'subsample-and-pad': 'skip connection: subsample and pad with zeros',
};

const shortcutSigns: Readonly<Record<BlockSummary['shortcut'], string>> = {
  none: '',
  identity: '',
  projection: '1×1',
  'pooled-projection': 'avg',
  'subsample-and-pad': 'pad',
};

export function blockWires({ shortcut, stage }: BlockSummary): TemplateResult {
  const out = stage === 'head' ? '' : `M${width - halfGap} ${wireY}H${width}`;
  return html`<svg class="wires" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
    <path class="wire" d="M0 ${wireY}H${halfGap}${out}" />
    ${shortcut === 'none' ? '' : skip(shortcut)}
  </svg>`;
}

/** The wire that leaves the picture. */
export function inputWire(): TemplateResult {
  return html`<svg class="wires" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
    <path class="wire" d="M${width - halfGap} ${wireY}H${width}" />
  </svg>`;
}

/** Leaves the wire before the tile, passes over it, and is added to what comes out of it. */
function skip(shortcut: BlockSummary['shortcut']) {
  const sign = shortcutSigns[shortcut];
  const [start, end, bend] = [4, width - 6, 8];
  const over = `M${start} ${wireY}V${skipY + bend}q0 -${bend} ${bend} -${bend}H${end - bend}q${bend} 0 ${bend} ${bend}V${wireY}`;
  return svg`
    <path class="wire skip ${shortcut}" d=${over} />
    ${
      sign &&
      svg`<rect class="sign" x=${width / 2 - 16} y=${skipY - 8} width="32" height="16" rx="4" />
      <text class="sign-text" x=${width / 2} y=${skipY + 3.5} text-anchor="middle">${sign}</text>`
    }
    <circle class="sum" cx=${end} cy=${wireY} r="5.5" />
    <path class="plus" d="M${end - 3} ${wireY}h6M${end} ${wireY - 3}v6" />`;
}

/** The edge of the ice: a break line from top to bottom, ice on its left. */
export function iceEdge(): TemplateResult {
  const points = [12, 7, 13, 6, 11, 5, 13, 8, 12, 6, 14].map((x, index) => `${x} ${index * 10}`).join('L');
  return html`<svg viewBox="0 0 20 100" preserveAspectRatio="none" aria-hidden="true">
    <path class="ice" d="M0 0L${points}L0 100Z" />
    <path class="edge" d="M${points}" />
  </svg>`;
}
