/** The look of `<thaw-layer-pane>`: rows of fixed height, so that choosing a layer moves nothing. */

import { css } from 'lit';

export const layerPaneStyles = css`
  :host {
    container-type: inline-size;
    min-width: 0;
  }

  section {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    height: 100%;
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface-raised);
    box-shadow: inset 0 3px 0 transparent;
    transition: box-shadow var(--quick);
  }

  :host([focused]) section {
    box-shadow: inset 0 3px 0 var(--accent);
  }

  header {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-2);
    align-items: baseline;
  }

  .marker {
    overflow: hidden;
    color: var(--accent);
    font-size: var(--size-small);
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chooser {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: 32px minmax(0, 1fr) 32px;
    gap: var(--space-1);
  }

  .chooser select {
    font-family: var(--font-mono);
  }

  .kind {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  thaw-feature-maps,
  .incomparable {
    flex: 1 0 auto;
    height: clamp(320px, 100cqw, 440px);
  }

  .incomparable {
    display: grid;
    place-content: center;
    padding: var(--space-4);
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    text-align: center;
  }

  .legend {
    display: grid;
    gap: 2px;
    min-height: 66px;
  }

  .rule {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: var(--space-3);
    line-height: 20px;
  }

  .range {
    white-space: nowrap;
  }

  .ends {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: var(--space-2);
    align-items: center;
    font-size: var(--size-small);
  }

  .ramp {
    height: 10px;
    border-radius: 2px;
  }

  .readout {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    align-content: start;
    min-height: 40px;
    font-size: var(--size-small);
    line-height: 20px;
  }

  .readout b {
    font-weight: var(--weight-strong);
  }

  .value {
    display: inline-block;
    min-width: 8ch;
  }

  @container (width < 480px) {
    .rule {
      min-height: 40px;
    }
  }
`;
