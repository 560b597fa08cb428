using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Checks that a section of options has known keys only, and that their values can be converted.</summary>
internal static class SectionKeys<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>
{
    private static readonly Type[] Fillable =
    [
        typeof(ICollection<>), typeof(IList<>), typeof(List<>), typeof(ISet<>), typeof(HashSet<>), typeof(IDictionary<,>),
        typeof(Dictionary<,>),
    ];

    private static readonly Dictionary<string, Type> Keys = typeof(TOptions)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => IsBindable(property) && !typeof(Delegate).IsAssignableFrom(property.PropertyType))
        .ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the error of the section as a whole, and whether it is the wrong section.</summary>
    public static (string? Error, bool IsWrongSection) CheckWhole(IConfiguration section)
    {
        var place = section is IConfigurationSection own ? $"The section {own.Path}" : "The configuration";
        var children = section.GetChildren().ToList();
        if (children.Count == 0) return ($"{place} is empty or missing.", false);
        if (children.Exists(child => Keys.ContainsKey(child.Key))) return (null, false);
        if (FindBelow(section) is not { } better) return (null, false);
        var advice = $"did you mean the section below, GetSection(\"{better.Path}\")?";
        return ($"{place} contains no setting of {typeof(TOptions).Name}: {advice}", true);
    }

    /// <summary>
    /// Returns errors for all unknown keys and all values that cannot be converted. A value is never quoted: it may be a misplaced secret.
    /// </summary>
    public static IReadOnlyList<OptionError> Check(IConfiguration section)
    {
        var errors = new List<OptionError>();
        foreach (var child in section.GetChildren())
        {
            if (!Keys.TryGetValue(child.Key, out var type))
                errors.Add(new OptionError(child.Key, $"is not a setting of {typeof(TOptions).Name}.{Advice(child)}"));
            else errors.AddRange(ErrorsOf(child.Key, child, type));
        }

        return errors;
    }

    /// <summary>Returns the error for a value that the binder cannot convert.</summary>
    public static OptionError Unreadable(string key) => new(
        key,
        IsCollection(Keys[key]) ? "cannot be read: an item has a key or a value of the wrong type."
            : Keys[key] == typeof(byte[]) ? "cannot be read: it must be base64."
            : $"cannot be read: it must be of type {(Nullable.GetUnderlyingType(Keys[key]) ?? Keys[key]).Name}.");

    private static int CountKnown(IConfigurationSection section) => section.GetChildren().Count(child => Keys.ContainsKey(child.Key));

    // A parent of the right section was passed. The right one is the section below it with the most known settings.
    private static IConfigurationSection? FindBelow(IConfiguration section) =>
        SectionsBelow(section, levels: 5).MaxBy(CountKnown) is { } most && CountKnown(most) > 0 ? most : null;

    private static IEnumerable<IConfigurationSection> SectionsBelow(IConfiguration section, int levels) => levels == 0
        ? []
        : section.GetChildren().SelectMany(child => SectionsBelow(child, levels - 1).Prepend(child));

    // The binder adds to a collection without a setter.
    private static bool IsBindable(PropertyInfo property) => property.CanWrite
        || (property.PropertyType is { IsGenericType: true } type && Array.IndexOf(Fillable, type.GetGenericTypeDefinition()) >= 0);

    private static IEnumerable<OptionError> ErrorsOf(string path, IConfigurationSection section, Type type)
    {
        if (!IsCollection(type)) return FindError(section, type) is { } error ? [new OptionError(path, error)] : [];
        var (keyType, itemType) = ItemOf(type);
        if (section.Value is { Length: > 0 })
        {
            return [new OptionError(path, keyType is null
                ? "is a list: specify its items as keys 0, 1, ..."
                : "is a dictionary: specify its items as keys below it.")];
        }

        return section.GetChildren().SelectMany(item => ItemErrors($"{path}:{item.Key}", item, keyType, itemType));
    }

    private static IEnumerable<OptionError> ItemErrors(string path, IConfigurationSection item, Type? keyType, Type? itemType)
    {
        if (keyType is not null && !CanConvert(item.Key, keyType, out var expected))
            return [new OptionError(path, $"cannot be read: its key must be {expected}.")];
        return itemType is null ? [] : ErrorsOf(path, item, itemType);
    }

    // A list has one type argument, a dictionary two.
    private static (Type? Key, Type? Item) ItemOf(Type type) => type.IsArray
        ? (null, type.GetElementType())
        : type.GetGenericArguments() switch
        {
            [var key, var value] => (key, value),
            [var item] => (null, item),
            _ => (null, null),
        };

    // An array of bytes is one value, in base64.
    private static bool IsCollection(Type type) =>
        type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && type != typeof(string) && type != typeof(byte[]);

    private static string? FindError(IConfigurationSection child, Type type)
    {
        if (child.GetChildren().Any()) return "must be a single value, not a section.";
        return child.Value is null || CanConvert(child.Value, Nullable.GetUnderlyingType(type) ?? type, out var expected)
            ? null
            : $"cannot be read: it must be {expected}.";
    }

    private static bool CanConvert(string value, Type type, out string expected)
    {
        var invariant = CultureInfo.InvariantCulture;
        expected = "text";
        if (type == typeof(TimeSpan)) return Expect("a time such as 00:00:30", TimeSpan.TryParse(value, invariant, out _), out expected);
        if (type == typeof(bool)) return Expect("true or false", bool.TryParse(value, out _), out expected);
        if (type == typeof(int)) return Expect("a whole number", int.TryParse(value, NumberStyles.Integer, invariant, out _), out expected);
        if (type == typeof(double))
            return Expect("a number such as 0.5", double.TryParse(value, NumberStyles.Float, invariant, out _), out expected);
        if (type == typeof(Uri))
            return Expect("an address such as https://host/path", Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out _), out expected);
        if (type.IsEnum) return Expect($"one of {string.Join(", ", Enum.GetNames(type))}", IsMember(type, value), out expected);
        return true;
    }

    private static bool IsMember(Type type, string value) => Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool Expect(string format, bool isValid, out string expected)
    {
        expected = format;
        return isValid;
    }

    private static string Advice(IConfigurationSection child)
    {
        if ((CountKnown(child) > 0 ? child : FindBelow(child)) is { } below)
            return $" Did you mean the section below, GetSection(\"{below.Path}\")?";
        var key = child.Key;
        var near = Keys.Keys.Where(known => Distance(key, known) <= (key.Length + 1) / 3).MinBy(known => Distance(key, known))
            ?? Keys.Keys.FirstOrDefault(known => known.Contains(key, StringComparison.OrdinalIgnoreCase)
                || key.Contains(known, StringComparison.OrdinalIgnoreCase));
        return near is null ? $" Known settings: {string.Join(", ", Keys.Keys.Order(StringComparer.Ordinal))}." : $" Did you mean {near}?";
    }

    // The number of letters to insert, remove or change.
    private static int Distance(string key, string known)
    {
        var row = Enumerable.Range(0, known.Length + 1).ToArray();
        for (var i = 1; i <= key.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= known.Length; j++)
            {
                var change = char.ToUpperInvariant(key[i - 1]) == char.ToUpperInvariant(known[j - 1]) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[^1];
    }
}
