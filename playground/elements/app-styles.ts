/** The layout of the page: one column; from 1160 pixels on, the inspector on the left and the work on the right. */

import { css } from 'lit';

export const appStyles = css`
  .page {
    display: grid;
    gap: var(--space-3);
    max-width: 1600px;
    margin-inline: auto;
    padding: var(--space-3) var(--space-3) 72px;
  }

  /* Over the page, so that it is seen wherever one has scrolled to, and moves nothing. */
  .notices {
    position: fixed;
    z-index: 5;
    right: var(--space-3);
    bottom: var(--space-3);
    display: grid;
    gap: var(--space-2);
    width: min(640px, calc(100vw - 2 * var(--space-3)));
    max-height: calc(100dvh - 2 * var(--space-3));
    border-radius: var(--radius-small);
    overflow-y: auto;
  }

  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }

  .network {
    min-width: 0;
  }

  thaw-network-line {
    margin-bottom: var(--space-2);
  }

  .card {
    min-width: 0;
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface-raised);
  }

  .panes {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--space-3);
    min-width: 0;
  }

  .work {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--space-3);
    align-content: start;
    align-items: start;
  }

  .results {
    container-type: inline-size;
    display: grid;
    gap: var(--space-4);
    align-content: start;
    align-self: start;
  }

  .mistakes {
    display: grid;
    grid-template-columns: minmax(0, auto) minmax(0, 1fr);
    gap: var(--space-4);
    align-items: start;
  }

  /* Beside a matrix of many classes, pictures need room for more than one of them. */
  @container (width < 840px) {
    .mistakes {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  .mistakes h3 {
    min-height: 32px;
    margin-bottom: var(--space-2);
    line-height: 32px;
  }

  .drop-sign {
    position: fixed;
    z-index: 4;
    inset: var(--space-2);
    display: grid;
    place-items: center;
    padding: var(--space-4);
    border: 2px dashed var(--accent);
    border-radius: var(--radius);
    background: color-mix(in srgb, var(--surface-raised) 88%, transparent);
    font-size: var(--size-title);
    text-align: center;
    pointer-events: none;
  }

  @media (width >= 1160px) {
    main {
      grid-template-areas:
        'network network'
        'panes look'
        'panes work'
        'closer work'
        'results work'
        'experiments work';
      grid-template-rows: auto auto auto auto auto 1fr;
      grid-template-columns: minmax(0, 1fr) 400px;
    }

    /* A lesson: the results come up to where the maps would be. */
    main.without-panes {
      grid-template-areas:
        'network network'
        'results look'
        'results work'
        'closer work'
        'experiments work';
      grid-template-rows: auto auto 1fr auto auto;
    }

    .lesson {
      grid-column: 1 / -1;
    }

    .network {
      grid-area: network;
    }

    .look {
      grid-area: look;
    }

    .panes {
      grid-area: panes;
    }

    .closer {
      grid-area: closer;
    }

    .work {
      grid-area: work;
      grid-template-columns: minmax(0, 1fr);
    }

    .results {
      grid-area: results;
    }

    .experiments {
      grid-area: experiments;
      align-self: start;
    }
  }

  @media (width < 720px) {
    .page {
      padding: var(--space-2) var(--space-2) 72px;
    }

    .panes,
    .work {
      grid-template-columns: minmax(0, 1fr);
    }

    .share span {
      display: none;
    }
  }
`;
