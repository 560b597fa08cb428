using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Configuration;

/// <summary>The configuration of a merchant's host, read from the same sources and in the same order as ASP.NET Core reads them.</summary>
internal sealed partial class MerchantConfiguration
{
    private const string Development = "Development";

    private MerchantConfiguration(IConfigurationRoot root, string folder, string environment)
    {
        Root = root;
        Folder = folder;
        EnvironmentName = environment;
        Redactor = OutputRedactor.For(root);
    }

    public IConfigurationRoot Root { get; }

    public string Folder { get; }

    public string EnvironmentName { get; }

    /// <summary>Removes the secrets of this configuration from texts.</summary>
    public OutputRedactor Redactor { get; }

    /// <summary>Gets the place for messages.</summary>
    public string Place => $"{Folder} (environment {EnvironmentName})";

    /// <summary>Reads appsettings.json, appsettings.{environment}.json, in Development the user secrets, and the environment.</summary>
    /// <exception cref="CliException">The path does not exist, or a file cannot be read.</exception>
    public static MerchantConfiguration Load(string path, string? environment, string? userSecrets)
    {
        var isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path))
        {
            throw new CliException(
                ExitCode.ConfigurationError, $"There is no file or folder {path}.",
                "Name the folder of your host, or its appsettings.json, with --config.");
        }

        var folder = isFile ? Path.GetDirectoryName(path)! : path;
        var file = isFile ? Path.GetFileName(path) : "appsettings.json";
        environment ??= Variable("ASPNETCORE_ENVIRONMENT") ?? Variable("DOTNET_ENVIRONMENT") ?? "Production";
        var builder = new ConfigurationBuilder()
            .SetBasePath(folder)
            .AddJsonFile(file, optional: !isFile)
            .AddJsonFile($"{Path.GetFileNameWithoutExtension(file)}.{environment}.json", optional: true);
        var isDevelopment = string.Equals(environment, Development, StringComparison.OrdinalIgnoreCase);
        try
        {
            if (isDevelopment && (userSecrets ?? FindUserSecrets(folder)) is { } id) AddUserSecrets(builder, id);
            return new MerchantConfiguration(builder.AddEnvironmentVariables().Build(), folder, environment);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The message of the JSON reader may quote a value; that of the file names the file only.
            throw new CliException(
                ExitCode.ConfigurationError, exception.Message,
                "Correct the file: this user must be able to read it, and settings must be valid JSON.");
        }
    }

    // The id from the command line or the project file may be invalid as the name of a folder.
    private static void AddUserSecrets(IConfigurationBuilder builder, string id)
    {
        try
        {
            builder.AddUserSecrets(id);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new CliException(
                ExitCode.ConfigurationError, exception.Message,
                "Correct --user-secrets, or UserSecretsId in the project file of your host.");
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string? FindUserSecrets(string folder) => Directory.EnumerateFiles(folder, "*.??proj")
        .Select(file => UserSecretsId().Match(File.ReadAllText(file)))
        .FirstOrDefault(match => match.Success)?.Groups[1].Value;

    [GeneratedRegex(@"<UserSecretsId>\s*([\w.-]+)\s*</UserSecretsId>")]
    private static partial Regex UserSecretsId();
}
