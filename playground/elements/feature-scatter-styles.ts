/** The look of `<thaw-feature-scatter>`: the plot with its tools above, and its axes named beside it. */

import { css } from 'lit';

export const featureScatterStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-1);
  }

  .tools,
  .keys {
    grid-column: 1 / -1;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
    align-items: center;
    justify-content: space-between;
  }

  .zoom {
    display: flex;
    gap: var(--space-1);
  }

  .axis {
    min-width: 0;
    min-height: 18px;
    font-size: 12px;
    line-height: 18px;
    color: var(--text-quiet);
    text-align: center;
  }

  .up {
    min-width: 18px;
    min-height: 0;
    writing-mode: vertical-rl;
    rotate: 180deg;
  }

  .across {
    grid-column: 2;
  }

  .plot {
    position: relative;
    height: min(60vh, 480px);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface-raised);
    overflow: hidden;
    cursor: crosshair;
    touch-action: none;
    user-select: none;
  }

  .plot.move {
    cursor: grab;
  }

  .plot.move:active {
    cursor: grabbing;
  }

  .plot > canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }

  .tip {
    position: absolute;
    display: grid;
    grid-template-columns: 48px minmax(0, 1fr);
    gap: var(--space-2);
    align-items: center;
    width: min(264px, 60%);
    padding: var(--space-1);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface-raised);
    font-size: 12px;
    line-height: 16px;
    overflow-wrap: anywhere;
    pointer-events: none;
    translate: 0 -50%;
  }

  .tip canvas {
    width: 48px;
    height: 48px;
    image-rendering: pixelated;
  }

  @media (width < 600px) {
    .plot {
      height: 320px;
    }
  }
`;
