/**
 * Returns the text without the user names and passwords in its URLs, because logs and reasons have more readers than
 * authors.
 */
export function redactUrls(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"<>]*@/gi, '$1****@');
}
