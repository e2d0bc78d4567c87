/** SHA-256 (FIPS 180-4), which browsers and Node compute themselves. */

/** In hex. The bytes are hashed as a whole: Web Crypto cannot go on from one part to the next. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
