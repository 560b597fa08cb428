namespace PaymentStatusSdk.Dashboard.Assets;

/// <summary>The files of the dashboard.</summary>
internal static class AssetFiles
{
    public static AssetFile Style { get; } = new("dashboard.css", "text/css; charset=utf-8");

    public static AssetFile Script { get; } = new("dashboard.js", "text/javascript; charset=utf-8");

    public static AssetFile Icon { get; } = new("icon.svg", "image/svg+xml");

    public static AssetFile? Find(string? name) =>
        new[] { Style, Script, Icon }.FirstOrDefault(file => string.Equals(file.Name, name, StringComparison.Ordinal));
}
