using System.Reflection;
using System.Security.Cryptography;

namespace PaymentStatusSdk.Dashboard.Assets;

/// <summary>A file inside the assembly. Its address contains a hash of its content, so browsers may keep it for ever.</summary>
internal sealed class AssetFile
{
    private readonly Lazy<byte[]> _content;

    public AssetFile(string name, string contentType)
    {
        Name = name;
        ContentType = contentType;
        _content = new Lazy<byte[]>(() => Read(name));
    }

    public string Name { get; }

    public string ContentType { get; }

    public byte[] Content => _content.Value;

    public string Version => field ??= Convert.ToHexStringLower(SHA256.HashData(Content))[..12];

    public string UrlBelow(string root) => $"{root}/assets/{Name}?v={Version}";

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly does not contain {name}.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
