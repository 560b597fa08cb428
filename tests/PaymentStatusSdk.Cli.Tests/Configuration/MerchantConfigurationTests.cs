using System.Text.Json.Nodes;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Tests.Configuration;

public sealed class MerchantConfigurationTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_of_the_environment_wins_over_the_common_file()
    {
        _folder.Write(Setting("common")).Write("appsettings.Staging.json", Setting("staging"));

        Assert.Equal("common", Read("Production"));
        Assert.Equal("staging", Read("Staging"));
    }

    [Fact]
    public void Named_file_brings_the_file_of_its_environment()
    {
        _folder.Write("shop.json", Setting("shop")).Write("shop.Staging.json", Setting("staging"));
        var file = Path.Combine(_folder.Path, "shop.json");

        Assert.Equal("staging", MerchantConfiguration.Load(file, "Staging", null).Root["PaymentStatus:Cards:ApiUser"]);
    }

    [Fact]
    public void User_secrets_of_the_project_are_read_in_development_only()
    {
        var id = $"paymentstatus-test-{Guid.NewGuid():N}";
        var file = Microsoft.Extensions.Configuration.UserSecrets.PathHelper.GetSecretsPathFromSecretsId(id);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            File.WriteAllText(file, Setting("secret").ToJsonString());
            _folder.Write(Setting("common"));
            File.WriteAllText(
                Path.Combine(_folder.Path, "Shop.csproj"),
                $"<Project><PropertyGroup><UserSecretsId>{id}</UserSecretsId></PropertyGroup></Project>");

            Assert.Equal("secret", Read("Development"));
            Assert.Equal("common", Read("Production"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("Shop.csproj", "secret")]
    [InlineData("Shop.fsproj", "secret")]
    [InlineData("Shop.csproj.txt", "common")]
    public void Only_a_project_file_names_user_secrets(string file, string expected)
    {
        var id = $"paymentstatus-test-{Guid.NewGuid():N}";
        var secrets = Microsoft.Extensions.Configuration.UserSecrets.PathHelper.GetSecretsPathFromSecretsId(id);
        Directory.CreateDirectory(Path.GetDirectoryName(secrets)!);
        try
        {
            File.WriteAllText(secrets, Setting("secret").ToJsonString());
            _folder.Write(Setting("common"));
            File.WriteAllText(Path.Combine(_folder.Path, "Another.csproj"), "<Project />");
            File.WriteAllText(Path.Combine(_folder.Path, file), $"<UserSecretsId>{id}</UserSecretsId>");

            Assert.Equal(expected, Read("Development"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(secrets)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    public void Id_of_user_secrets_that_is_no_name_of_a_folder_is_an_error(string id)
    {
        var exception = Assert.Throws<CliException>(() => MerchantConfiguration.Load(_folder.Path, "Development", id));

        Assert.Equal(
            (ExitCode.ConfigurationError, "Correct --user-secrets, or UserSecretsId in the project file of your host."),
            (exception.Code, exception.Advice));
        Assert.Equal("Production", MerchantConfiguration.Load(_folder.Path, "Production", id).EnvironmentName);
    }

    [Fact]
    public void Project_file_that_cannot_be_read_is_an_error()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "Shop.csproj"), "missing");

        var exception = Assert.Throws<CliException>(() => Read("Development"));

        Assert.Equal(ExitCode.ConfigurationError, exception.Code);
        Assert.Contains("Shop.csproj", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("Correct the file: this user must be able to read it", exception.Advice, StringComparison.Ordinal);
        Assert.Null(Read("Production"));
    }

    [Fact]
    public async Task Missing_folder_and_invalid_file_are_errors_with_advice()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "appsettings.json"), "{ \"a\": canary-secret");

        var invalid = await CliRun.In(_folder.Path, "get", "cards", "ORDER-1");
        var missing = await CliRun.In(_folder.Path, "get", "cards", "ORDER-1", "--config", "nowhere");

        Assert.Equal((ExitCode.ConfigurationError, ExitCode.ConfigurationError), (invalid.Code, missing.Code));
        Assert.Contains("appsettings.json", invalid.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret", invalid.Error, StringComparison.Ordinal);
        Assert.Contains("--config", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_are_the_sections_with_credentials_of_one_gateway()
    {
        var clients = MerchantClients.Find(Load("""
            {
              "PaymentStatus": {
                "Cards": { "ApiUser": "u" },
                "PproCanada": { "Login": "l", "ContractId": "c" },
                "Desjardins": { "MerchantId": "m" },
                "Tracking": { "MaxConcurrentChecks": 3 },
                "Both": { "ApiUser": "u", "MerchantId": "m" }
              }
            }
            """).Root);

        Assert.Equal(
            [("cards", GatewayProvider.ConvergeGate), ("desjardins", GatewayProvider.Desjardins), ("pprocanada", GatewayProvider.Ppro)],
            clients.Select(client => (client.Name, client.Provider)));
    }

    [Fact]
    public void Section_of_the_tool_names_clients()
    {
        var clients = MerchantClients.Find(Load("""
            {
              "PaymentStatus": { "Cards": { "ApiUser": "u" } },
              "Shop": { "Bank": { "Endpoint": "https://x" } },
              "PaymentStatusTool": {
                "Clients": {
                  "Karten": { "Section": "PaymentStatus:Cards" },
                  "bank": { "Section": "Shop:Bank", "Provider": "ppro" }
                }
              }
            }
            """).Root);

        Assert.Equal(["Karten", "bank"], clients.Select(client => client.Name));
        Assert.Equal("Shop:Bank", clients[1].Section.Path);
    }

    [Theory]
    [InlineData("""{ "Section": "Nowhere" }""")]
    [InlineData("""{ "Provider": "stripe" }""")]
    [InlineData("""{ "Provider": "7" }""")]
    public void Entry_without_a_gateway_is_an_error(string entry)
    {
        var configuration = Load($$"""{ "PaymentStatusTool": { "Clients": { "bank": {{entry}} } } }""");

        var exception = Assert.Throws<CliException>(() => MerchantClients.Find(configuration.Root));

        Assert.Equal(ExitCode.ConfigurationError, exception.Code);
        Assert.Contains("PaymentStatusTool:Clients:bank", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_client_lists_the_known_ones()
    {
        _folder.Write(Setting("u"));

        var run = await CliRun.In(_folder.Path, "get", "visa", "ORDER-1");
        var none = await CliRun.In(Path.GetTempPath(), "get", "visa", "ORDER-1", "--config", Directory.CreateTempSubdirectory().FullName);

        Assert.Equal((ExitCode.ConfigurationError, ExitCode.ConfigurationError), (run.Code, none.Code));
        Assert.Contains("Use one of cards", run.Error, StringComparison.Ordinal);
        Assert.Contains("--config", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_errors_of_the_options_are_in_one_message()
    {
        _folder.Write(JsonNode.Parse("""
            { "PaymentStatus": { "Cards": { "ApiUser": "u", "ApiPasword": "canary-secret-1", "Endpoint": "http://example.com" } } }
            """)!);

        var run = await CliRun.In(_folder.Path, "get", "cards", "ORDER-1");

        Assert.Equal(ExitCode.ConfigurationError, run.Code);
        Assert.Contains("Did you mean ApiPassword?", run.Error, StringComparison.Ordinal);
        Assert.Contains("Endpoint", run.Error, StringComparison.Ordinal);
        Assert.Contains("ApiKey", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret", run.Error, StringComparison.Ordinal);
    }

    private static JsonObject Setting(string value) =>
        new() { ["PaymentStatus"] = new JsonObject { ["Cards"] = new JsonObject { ["ApiUser"] = value } } };

    private MerchantConfiguration Load(string json)
    {
        _folder.Write(JsonNode.Parse(json)!);
        return MerchantConfiguration.Load(_folder.Path, "Production", null);
    }

    private string? Read(string environment) =>
        MerchantConfiguration.Load(_folder.Path, environment, null).Root["PaymentStatus:Cards:ApiUser"];
}
