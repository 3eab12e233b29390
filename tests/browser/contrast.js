// How far an element's words stand out from what is behind them, as WCAG measures it.
(element) => {
  const channels = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  };
  const over = (front, back) => front.rgb.map(
    (each, place) => each * front.alpha + back[place] * (1 - front.alpha)
  );
  const layers = [];
  for (let each = element; each; each = each.parentElement) {
    layers.unshift(channels(getComputedStyle(each).backgroundColor));
  }
  const behind = layers.reduce((back, front) => over(front, back), [255, 255, 255]);
  const words = over(channels(getComputedStyle(element).color), behind);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((each) => {
      const share = each / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(words), light(behind)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}
