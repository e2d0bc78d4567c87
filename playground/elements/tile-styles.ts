/** Small square pictures side by side, each with a line or two of words under it. */

import { css } from 'lit';

export const tileStyles = css`
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(var(--tile, 56px), 1fr));
    gap: var(--space-2);
    width: 100%;
    list-style: none;
  }

  .tiles li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1px;
    align-content: start;
    font-size: 12px;
    line-height: 16px;
  }

  .tiles canvas {
    display: block;
    width: 100%;
    aspect-ratio: 1;
    border: 1px solid var(--line);
    border-radius: 2px;
    image-rendering: pixelated;
  }

  .tiles span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
