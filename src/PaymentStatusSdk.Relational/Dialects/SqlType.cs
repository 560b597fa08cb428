namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>The types of columns and parameters. A dialect maps each one to a type of its database.</summary>
public enum SqlType
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Text of any length. Equal only if all characters are equal.</summary>
    Text = 1,

    /// <summary>Text of at most 364 characters that is indexed. Equal only if all characters are equal.</summary>
    Key = 2,

    /// <summary>A name of the SDK or the application: a client, or a member of an enum. At most 255 characters, indexed.</summary>
    Name = 3,

    /// <summary>A number of 64 bits.</summary>
    Number = 4,

    /// <summary>True or false.</summary>
    Flag = 5,

    /// <summary>A UTC time in microseconds.</summary>
    Time = 6,

    /// <summary>A UUID, ordered like its text.</summary>
    Uuid = 7,

    /// <summary>A JSON document, as text.</summary>
    Document = 8,

    /// <summary>Bytes.</summary>
    Bytes = 9,
}
