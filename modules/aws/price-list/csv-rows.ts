/**
 * Returns the rows of a CSV text that arrives in pieces: fields in quotes may contain commas, line breaks and doubled quotes
 * (RFC 4180). Keeps one row in memory.
 */
export async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  // A quote inside quotes ends them, unless another one follows, perhaps in the next piece.
  let isQuoteOpen = false;
  for await (const piece of pieces) {
    for (const character of piece) {
      if (isQuoteOpen) {
        isQuoteOpen = false;
        if (character === '"') {
          field += character;
          continue;
        }
        isQuoted = false;
      }
      if (isQuoted) {
        if (character === '"') isQuoteOpen = true;
        else field += character;
      } else if (character === '"') {
        isQuoted = true;
      } else if (character === ',') {
        row.push(field);
        field = '';
      } else if (character === '\n') {
        yield [...row, field];
        row = [];
        field = '';
      } else if (character !== '\r') {
        field += character;
      }
    }
  }
  if (row.length > 0 || field !== '') yield [...row, field];
}
