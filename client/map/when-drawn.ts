// Waits until the graphics card has drawn what it was told. A canvas shown before that makes the page itself wait: seconds, where WebGL is drawn in software.

/** How often it is asked, and when it is no longer waited for, milliseconds. */
const step = 40;
const longest = 8000;

export async function whenDrawn(canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void> {
  // The map's own context: there is only one for a canvas.
  const gl = canvas.getContext('webgl2');
  const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!gl || !fence) return;
  gl.flush();
  const end = performance.now() + longest;
  do await new Promise((resolve) => { setTimeout(resolve, step); });
  while (!signal.aborted && !gl.isContextLost() && performance.now() < end && gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED);
  gl.deleteSync(fence);
}
