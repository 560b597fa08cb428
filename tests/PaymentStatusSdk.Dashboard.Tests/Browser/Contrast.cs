namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>A script that returns every visible text with less contrast than 4.5 to 1.</summary>
internal static class Contrast
{
    public const string Script = """
        (() => {
            const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
            const rgba = color => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
            };
            const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = element => {
                for (let e = element; e; e = e.parentElement) {
                    const color = rgba(getComputedStyle(e).backgroundColor);
                    if (color[3] === 255) return color;
                }
                return [255, 255, 255, 255];
            };
            return [...document.querySelectorAll("body *")]
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility()
                    && !e.closest(".hidden, option, noscript"))
                .map(e => {
                    const a = light(rgba(getComputedStyle(e).color)), b = light(ground(e));
                    return [e, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
                })
                .filter(([, ratio]) => ratio < 4.5)
                .map(([e, ratio]) => `${ratio.toFixed(2)} ${e.outerHTML.slice(0, 120)}`);
        })()
        """;
}
