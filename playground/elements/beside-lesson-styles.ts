/** The layout of the page while the guided lesson is open: room beside it or, on a narrow screen, at its foot. */

import { css } from 'lit';

export const besideLessonStyles = css`
  thaw-lesson {
    z-index: 3;
  }

  @media (width >= 1160px) {
    .beside-lesson {
      grid-template-rows: auto auto 1fr;
      grid-template-columns: minmax(0, 1fr) 336px;
      max-width: 1952px;
    }

    thaw-lesson {
      position: sticky;
      top: var(--space-3);
      grid-row: 1 / span 3;
      grid-column: 2;
      align-self: start;
      max-height: calc(100dvh - 2 * var(--space-3));
    }
  }

  /* Too narrow for three columns: the page is one, as on a tablet. */
  @media (1160px <= width < 1400px) {
    .beside-lesson main {
      grid-template: none / minmax(0, 1fr);
    }

    .beside-lesson main > * {
      grid-area: auto;
    }

    .beside-lesson .work {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }

  @media (1400px <= width < 1600px) {
    .beside-lesson main {
      grid-template-columns: minmax(0, 1fr) 336px;
    }
  }

  @media (width < 1160px) {
    thaw-lesson {
      position: fixed;
      inset: auto 0 0;
      max-height: 46dvh;
    }

    .beside-lesson {
      padding-bottom: calc(var(--lesson-sheet, 46dvh) + 72px);
    }

    .beside-lesson thaw-task-bar {
      bottom: calc(var(--lesson-sheet, 46dvh) + var(--space-2));
    }
  }

  /* Both would leave no room for the page; the lesson leads to the training too. */
  @media (width < 720px) {
    .beside-lesson thaw-task-bar {
      display: none;
    }
  }
`;
