/** The look of `<thaw-recorder>`: the live picture on the left, the classes on the right; below each other where it is narrow. */

import { css } from 'lit';

export const recorderStyles = css`
  dialog {
    width: min(880px, calc(100vw - 32px));
  }

  .error {
    margin-bottom: var(--space-2);
  }

  .parts {
    display: grid;
    grid-template-columns: minmax(0, 320px) minmax(0, 1fr);
    gap: var(--space-3);
    align-items: start;
  }

  .view {
    display: grid;
    gap: var(--space-2);
  }

  .frame {
    position: relative;
    aspect-ratio: 1;
    border: 2px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    overflow: hidden;
  }

  .frame.filming {
    border-color: var(--danger);
  }

  /* As in a mirror, which is what one expects of oneself; what is recorded is not. */
  video {
    width: 100%;
    height: 100%;
    object-fit: cover;
    transform: scaleX(-1);
  }

  .waiting {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: var(--space-3);
    text-align: center;
  }

  .box {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    min-height: 24px;
  }

  .classes,
  .classes ul {
    display: grid;
    gap: var(--space-2);
    min-width: 0;
  }

  .classes > button {
    justify-self: start;
  }

  li {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-2);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    list-style: none;
  }

  .name,
  .film {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    min-width: 0;
  }

  .name input {
    flex: 1 1 0;
    min-width: 0;
    font-weight: var(--weight-strong);
  }

  .name .number {
    min-width: 11ch;
    white-space: nowrap;
  }

  .film thaw-hold-button {
    flex: none;
    width: 144px;
  }

  .last {
    display: flex;
    flex: 1 1 0;
    gap: var(--space-1);
    min-width: 0;
    height: 48px;
    overflow: hidden;
  }

  .last img {
    flex: none;
    width: 48px;
    height: 48px;
    border-radius: 2px;
  }

  .end {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
    justify-content: space-between;
    margin-top: var(--space-3);
  }

  .actions {
    flex-wrap: wrap;
  }

  @media (width < 720px) {
    dialog {
      width: calc(100vw - 16px);
      max-width: none;
      max-height: calc(100dvh - 16px);
      padding: var(--space-2);
    }

    .parts {
      grid-template-columns: minmax(0, 1fr);
    }

    /* The picture stays in sight while the classes are scrolled below it. */
    .frame {
      width: min(100%, 36dvh);
      justify-self: center;
    }
  }
`;
