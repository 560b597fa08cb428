using System.CommandLine;

namespace PaymentStatusSdk.Cli.Configuration;

/// <summary>The options of the commands that read the merchant's configuration.</summary>
internal static class ConfigurationOptions
{
    public static Option<string?> Config { get; } = new("--config", "-c")
    {
        Description = "The folder of your host, or its appsettings.json; the current folder by default",
    };

    public static Option<string?> EnvironmentName { get; } = new("--environment", "-e")
    {
        Description = "The environment of your host; by default ASPNETCORE_ENVIRONMENT, DOTNET_ENVIRONMENT, or Production",
    };

    public static Option<string?> UserSecrets { get; } = new("--user-secrets")
    {
        Description = "The UserSecretsId of your host; by default that of the project file in the folder. Read in Development only",
    };

    public static void AddTo(Command command)
    {
        command.Options.Add(Config);
        command.Options.Add(EnvironmentName);
        command.Options.Add(UserSecrets);
    }

    /// <summary>Reads the configuration that the options name.</summary>
    public static MerchantConfiguration Load(ParseResult parsed, CliHost host) => MerchantConfiguration.Load(
        parsed.GetValue(Config) is { } path ? Path.GetFullPath(path, host.Folder) : host.Folder,
        parsed.GetValue(EnvironmentName),
        parsed.GetValue(UserSecrets));
}
