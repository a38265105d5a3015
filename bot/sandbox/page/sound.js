// A soft tone for messages that ring, made here: no file, no loudness.

let context;

export function ring() {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") context.resume().catch(() => {});
    note(context, 523.25, 0);
    note(context, 783.99, 0.16);
  } catch { /* a browser without sound stays silent */ }
}

function note(audio, pitch, after) {
  const start = audio.currentTime + after, tone = audio.createOscillator(), volume = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.08, start + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.9);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 1);
}
