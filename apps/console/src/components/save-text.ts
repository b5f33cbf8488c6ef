/** Hands a text to the browser as a file to keep. */
export function saveText(fileName: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has begun by then; the memory is given back.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
