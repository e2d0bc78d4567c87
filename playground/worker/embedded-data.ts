/** The data sets that come with the page, and how any is divided that brings no test part: for the page and headless alike. */

/** As files relative to the page. */
export const embeddedData: Readonly<Record<string, string>> = { emoji12: 'datasets/emoji12.zip' };

/** Decides which samples are held out: the same for every training and run, so that they can be compared. */
export const holdOutSeed = 0;
