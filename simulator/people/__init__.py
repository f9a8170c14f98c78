"""The People API: contacts and labels of each person.

contact.py  one contact and how it is written out     book.py   all contacts of one person, as stored
clean.py    what Google refuses and changes on write  byhand.py what a person does in Google Contacts
group.py    a label as stored                       trouble.py what may go wrong or be otherwise
writes.py reads.py listing.py groups.py photos.py directory_people.py   the API methods
"""
