/** The text with user names and passwords taken out of its addresses: logs and reasons are read by more people than made them. */
export function redactUrls(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"<>]*@/gi, '$1****@');
}
