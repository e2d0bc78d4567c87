/** The look of `<thaw-feature-space>`: the map beside one picture of it, and below them what was selected. */

import { css } from 'lit';

export const featureSpaceStyles = css`
  .map {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 280px;
    gap: var(--space-3);
    width: 100%;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-1);
    list-style: none;
  }

  .legend button {
    min-height: 28px;
    padding: 1px 6px;
    font-weight: var(--weight-regular);
  }

  .legend svg {
    overflow: visible;
  }

  .picked {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    width: 100%;
  }

  .picked header {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    align-items: center;
    justify-content: space-between;
  }

  thaw-picture-grid {
    height: 232px;
  }

  .scroller {
    max-width: 100%;
    overflow-x: auto;
  }

  details {
    width: 100%;
  }

  .scroller td {
    text-align: end;
  }

  @media (width < 900px) {
    .map {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
