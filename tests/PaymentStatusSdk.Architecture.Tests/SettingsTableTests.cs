using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using PaymentStatusSdk.AspNetCore;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Dashboard;
using PaymentStatusSdk.Desjardins;
using PaymentStatusSdk.MySql;
using PaymentStatusSdk.PostgreSql;
using PaymentStatusSdk.Ppro;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Sqlite;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>The tables of settings in docs: each lists every property of its options, with the default of the source.</summary>
public partial class SettingsTableTests
{
    public static TheoryData<string, string, Type> Tables => new()
    {
        { "gateways/convergegate.md", "## Settings", typeof(ConvergeGateOptions) },
        { "gateways/ppro.md", "## Settings", typeof(PproOptions) },
        { "gateways/desjardins.md", "## Settings", typeof(DesjardinsOptions) },
        { "callbacks.md", "## Endpoint behavior", typeof(PaymentStatusCallbackOptions) },
        { "dashboard.md", "## Settings", typeof(PaymentStatusDashboardOptions) },
        { "tracking.md", "## Settings", typeof(TrackingOptions) },
        { "stores.md", "## SQLite", typeof(SqliteStoreOptions) },
        { "stores.md", "## PostgreSQL", typeof(PostgreSqlStoreOptions) },
        { "stores.md", "## MariaDB", typeof(MySqlStoreOptions) },
        { "testing.md", "## The types", typeof(GatewaySimulatorOptions) },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_lists_every_setting_with_its_default(string page, string heading, Type options)
    {
        var rows = RowsBelow(page, heading);
        var defaults = options.IsAbstract ? new ConvergeGateSimulatorOptions() : Activator.CreateInstance(options)!;

        Assert.All(Settings(options), setting =>
        {
            Assert.True(rows.TryGetValue(setting.Name, out var shown), $"{page} does not list {setting.Name}.");
            Assert.True(
                States(shown, setting.Name, setting.GetValue(defaults)),
                $"{page}: {setting.Name} is {setting.GetValue(defaults)}, the table says {shown}.");
        });
    }

    private static IEnumerable<PropertyInfo> Settings(Type options) =>
        options.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is { IsPublic: true });

    private static Dictionary<string, string> RowsBelow(string page, string heading)
    {
        var text = File.ReadAllText(Path.Combine(Packages.Root, "docs", page)).ReplaceLineEndings("\n");
        var start = text.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{page} has no heading '{heading}'.");
        var end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Row().Matches(end < 0 ? text[start..] : text[start..end])
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Replace("`", "", StringComparison.Ordinal));
    }

    private static bool States(string shown, string name, object? value) => value switch
    {
        TimeSpan time => ReadTime(shown) == time,
        int or long when name.EndsWith("Bytes", StringComparison.Ordinal) =>
            Begins(shown, Size(Convert.ToInt64(value, CultureInfo.InvariantCulture))),
        int or double => Begins(shown, string.Format(CultureInfo.InvariantCulture, "{0:#,0.##}", value)),
        bool flag => Begins(shown, flag ? "true" : "false"),
        Enum or string { Length: > 0 } => Begins(shown, value.ToString()!),
        _ => shown.Length > 0,
    };

    private static string Size(long bytes) => bytes < 1024 * 1024 ? $"{bytes / 1024} KiB" : $"{bytes / 1024 / 1024} MiB";

    private static bool Begins(string shown, string expected) => Regex.IsMatch(shown, $@"^{Regex.Escape(expected)}(?![\w.])");

    private static TimeSpan? ReadTime(string shown)
    {
        if (shown == "0") return TimeSpan.Zero;
        if (Time().Match(shown) is not { Success: true } match) return null;
        var number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "min" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    [GeneratedRegex(@"^(\d+) (ms|s|min|h|days)\b")]
    private static partial Regex Time();

    [GeneratedRegex(@"^\| `(?:Clients\[name\]\.)?(\w+)` \| ([^|]*?) *\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
