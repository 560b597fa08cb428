// dotnet run .ci/check-packages.cs -- FOLDER ID...
// Checks that a folder has one package and one symbol package of each id and no others, and what is inside the packages: the bill of
// materials, which lists each dependency with its version, and those of others with license and hash; the page, the dependencies and the
// analyzers.
// Exit code 0: nothing is wrong; 1: something is wrong; 2: nothing to check.
#:property EnforceCodeStyleInBuild=false
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

string[] packages = args is [var folder, _, ..] && Directory.Exists(folder) ? Directory.GetFiles(folder, "*.nupkg") : [];
if (packages.Length == 0)
{
    Console.Error.WriteLine("Give one folder with packages, and their ids.");
    return 2;
}

string[] faults =
[
    .. Differences(args[1..], packages, "package"),
    .. Differences(args[1..], Directory.GetFiles(args[0], "*.snupkg"), "symbol package"),
    .. packages.Order(StringComparer.Ordinal).SelectMany(Check),
];
foreach (var fault in faults) Console.WriteLine(fault);
Console.WriteLine($"packages {packages.Length}, faults {faults.Length}");
return faults.Length == 0 ? 0 : 1;

static IEnumerable<string> Differences(string[] ids, string[] paths, string kind)
{
    var counts = paths.CountBy(IdOf).ToDictionary();
    foreach (var id in ids.Union(counts.Keys).Order(StringComparer.Ordinal))
    {
        var (expected, count) = (ids.Contains(id) ? 1 : 0, counts.GetValueOrDefault(id));
        if (count != expected) yield return $"{id}: {count} times as a {kind}, and not {expected}";
    }
}

static string IdOf(string path)
{
    using var package = ZipFile.OpenRead(path);
    return Path.GetFileNameWithoutExtension(ManifestOf(package));
}

static string ManifestOf(ZipArchive package) =>
    package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName;

static IEnumerable<string> Check(string path)
{
    var file = Path.GetFileName(path);
    using var package = ZipFile.OpenRead(path);
    var manifest = ManifestOf(package);
    var id = Path.GetFileNameWithoutExtension(manifest);
    foreach (var fault in CheckBill(package, Find(XDocument.Parse(Read(package, manifest)!).Root!, "metadata").Single()))
        yield return $"{file}: {fault}";
    if (Read(package, "README.md") is not { Length: > 0 } page)
        yield return $"{file}: no README.md";
    else if (Regex.Match(page, @"\]\((?:[^h]|h[^t])[^)]*") is { Success: true } link)
        yield return $"{file}: a package's page resolves no relative link, such as {link.Value}: see WritePackageReadme in "
            + "src/Directory.Build.targets";
    if (Regex.IsMatch(Read(package, manifest)!, "id=\"PaymentStatusSdk[^>]*exclude=\"[^\"]*Analyzers"))
        yield return $"{file}: a dependency withholds the analyzers from applications: see PrivateAssets in src/Directory.Build.props";
    if (id != "PaymentStatusSdk.Abstractions") yield break;
    foreach (var assembly in (string[])["PaymentStatusSdk.Analyzers", "PaymentStatusSdk.Analyzers.CodeFixes"])
    {
        if (package.GetEntry($"analyzers/dotnet/cs/{assembly}.dll") is null) yield return $"{file}: no {assembly}";
    }
}

static IEnumerable<string> CheckBill(ZipArchive package, XElement metadata)
{
    if (Parse(Read(package, "bom.xml")) is not { Name.LocalName: "bom" } bill)
    {
        yield return "no bom.xml";
        yield break;
    }

    var (id, version) = (Text(metadata, "id"), Text(metadata, "version"));
    if (!Find(bill, "metadata", "component").Any(component => NameAndVersion(component) == $"{id} {version}"))
        yield return $"bom.xml is not that of {id} {version}";
    var dependencies = DependenciesOf(package, metadata, id).ToArray();
    if (dependencies.Length == 0 && id != "PaymentStatusSdk.Abstractions") yield return "no dependencies to compare with bom.xml";
    var components = Find(bill, "components", "component").ToArray();
    foreach (var dependency in dependencies.Except(components.Select(NameAndVersion), StringComparer.OrdinalIgnoreCase))
        yield return $"bom.xml does not list {dependency}";
    foreach (var component in components)
    {
        foreach (var fact in MissingFacts(component)) yield return $"bom.xml states no {fact} of {Text(component, "name")}";
    }
}

// A tool states no dependencies: they are packed with it, and a file lists them.
static IEnumerable<string> DependenciesOf(ZipArchive package, XElement metadata, string id)
{
    foreach (var dependency in metadata.Descendants().Where(element => element.Name.LocalName == "dependency"))
        yield return $"{dependency.Attribute("id")?.Value} {dependency.Attribute("version")?.Value}";
    foreach (var entry in package.Entries.Where(entry => entry.FullName.EndsWith(".deps.json", StringComparison.Ordinal)))
    {
        using var list = JsonDocument.Parse(Read(package, entry.FullName)!);
        foreach (var library in list.RootElement.GetProperty("libraries").EnumerateObject())
        {
            if (library.Name.Split('/') is [var name, var version] && name != id) yield return $"{name} {version}";
        }
    }
}

static IEnumerable<string> MissingFacts(XElement component)
{
    var name = Text(component, "name");
    if (Text(component, "version").Length == 0) yield return "version";
    // The packages of this repository are made together with this one, and so have no hash yet.
    if (name == "PaymentStatusSdk" || name.StartsWith("PaymentStatusSdk.", StringComparison.Ordinal)) yield break;
    if (!Find(component, "hashes", "hash").Any(IsFilled)) yield return "hash";
    // Its package contains a license file, and names no license.
    if (name == "SourceGear.sqlite3") yield break;
    var licenses = Find(component, "licenses", "license").Elements().Where(element => element.Name.LocalName is "id" or "url")
        .Concat(Find(component, "licenses", "expression"));
    if (!licenses.Any(IsFilled)) yield return "license";
}

static bool IsFilled(XElement element) => !string.IsNullOrWhiteSpace(element.Value);

static string NameAndVersion(XElement component) => $"{Text(component, "name")} {Text(component, "version")}";

static string Text(XElement element, string name) => Find(element, name).FirstOrDefault()?.Value ?? "";

// By local names: the namespaces are those of versions of the formats.
static IEnumerable<XElement> Find(XElement element, params string[] path)
{
    IEnumerable<XElement> found = [element];
    foreach (var name in path) found = found.Elements().Where(inner => inner.Name.LocalName == name);
    return found;
}

static XElement? Parse(string? text)
{
    try
    {
        return text is null ? null : XDocument.Parse(text).Root;
    }
    catch (XmlException)
    {
        return null;
    }
}

static string? Read(ZipArchive package, string name)
{
    if (package.GetEntry(name) is not { } entry) return null;
    using var reader = new StreamReader(entry.Open());
    return reader.ReadToEnd();
}
