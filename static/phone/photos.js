// A photo made small enough to send from a village, still with the place and time that the camera wrote.

const SIDE = 1600;
const MOST = 15 * 1024 * 1024;
const TOO_LARGE = "ภาพนี้ใหญ่เกิน 15 MB โปรดถ่ายใหม่ด้วยความละเอียดที่ต่ำลง";

export async function shrink(file) {
  const smaller = await drawn(file);
  const blob = smaller ?? file;
  if (blob.size > MOST) throw Object.assign(new Error(TOO_LARGE), { words: TOO_LARGE });
  return { blob, sha256: await sumOf(blob), ...(await sizeOf(blob)) };
}

// Null where the browser cannot decode it (HEIC on Android): the server can.
async function drawn(file) {
  await import("../vendor/compressorjs-1.3.0/compressor.min.js");
  return new Promise((resolve) => {
    new globalThis.Compressor(file, {
      maxWidth: SIDE, maxHeight: SIDE, quality: 0.8, mimeType: "image/jpeg", convertSize: 0, retainExif: true,
      success: resolve, error: () => resolve(null),
    });
  });
}

export async function sumOf(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sizeOf(blob) {
  try {
    const { width, height } = await createImageBitmap(blob);
    return { width, height };
  } catch {
    return { width: null, height: null };
  }
}
