using System.Reflection;

namespace PaymentStatusSdk.Desjardins.Tests;

public sealed class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", "desjardins.md"));

    [Fact]
    public void Every_setting_is_in_the_table()
    {
        var settings = typeof(DesjardinsOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite);

        Assert.All(settings, setting => Assert.Contains($"| `{setting.Name}` |", Page, StringComparison.Ordinal));
    }
}
