/** The look of `<thaw-picture>`. */

import { css } from 'lit';

export const pictureStyles = css`
  :host {
    container-type: inline-size;
    min-width: 0;
  }

  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--space-3);
    align-items: start;
  }

  figure {
    display: grid;
    gap: var(--space-2);
  }

  .segmented {
    display: grid;
    grid-template-columns: 1fr 1fr;
    text-align: center;
  }

  .segmented span {
    padding-inline: 4px;
  }

  .frame {
    position: relative;
    width: 100%;
    aspect-ratio: 1;
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    overflow: hidden;
  }

  .frame > img,
  .frame > canvas {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  .frame > canvas {
    image-rendering: pixelated;
  }

  .shade {
    fill: #000;
    opacity: 0.5;
  }

  figcaption {
    min-height: 40px;
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  figcaption b {
    color: var(--text);
    font-weight: var(--weight-strong);
  }

  .sources {
    display: grid;
    grid-column: 1 / -1;
    gap: var(--space-1);
  }

  .strip {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
    gap: var(--space-1);
  }

  .source {
    flex-direction: column;
    gap: 2px;
    min-width: 0;
    min-height: 0;
    aspect-ratio: 1;
    padding: 0;
    font-size: 11px;
    font-weight: var(--weight-regular);
    overflow: hidden;
  }

  .source[aria-pressed='true'] {
    outline: 2px solid var(--accent);
  }

  .source img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  label:has(+ #file:focus-visible) {
    outline: 2px solid transparent;
    box-shadow: var(--focus-ring);
  }

  @container (width < 360px) {
    .source span {
      display: none;
    }
  }

  /* With room to spare the photograph keeps its size, and all the rest stands beside it. */
  @container (width >= 560px) {
    .parts {
      grid-template-rows: auto 1fr;
      grid-template-columns: 264px minmax(0, 1fr);
    }

    figure {
      grid-row: span 2;
    }

    .sources {
      grid-column: 2;
      align-self: end;
    }

    .strip {
      grid-template-columns: repeat(7, 52px);
    }
  }
`;
