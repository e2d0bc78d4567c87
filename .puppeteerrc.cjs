/** Installing never downloads a browser: playground/headless/browser.ts finds one at run time. */
module.exports = { skipDownload: true };
