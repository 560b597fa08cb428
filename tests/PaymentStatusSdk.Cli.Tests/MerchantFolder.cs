using System.Text.Json.Nodes;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>The folder of a merchant's host, with its configuration.</summary>
internal sealed class MerchantFolder : IDisposable
{
    public MerchantFolder() => Path = Directory.CreateTempSubdirectory("paymentstatus-cli-").FullName;

    public string Path { get; }

    public MerchantFolder Write(string file, JsonNode settings)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), settings.ToJsonString());
        return this;
    }

    public MerchantFolder Write(JsonNode settings) => Write("appsettings.json", settings);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
